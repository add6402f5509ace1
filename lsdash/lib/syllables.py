"""Whether a word can be a Vietnamese syllable, to tell text from text read in a wrong encoding.

Vietnamese spelling is regular: an onset, one of some 160 rhymes and at most one tone, of which a
rhyme in c, ch, p or t takes only two. Text of another encoding hardly ever passes.
"""

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED_TONES = ("\u0301", "\u0323")
_ONSET = "ngh|ng|nh|gh|gi|kh|ch|ph|qu|th|tr|[bcdđghklmnprstvx]|"
_RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu
    iêc iêm iên iêng iêp iêt iêu êc êng o oa oac oach oai oam oan oang oanh oao oap oat oay oăc
    oăm oăn oăng oăt oe oen oeo oet oc oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt
    ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh uên ui um un ung uôc uôi uôm uôn
    uông uôt up ut uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu
    ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêt yêu ynh yt
"""
_SYLLABLE = re.compile(rf"(?:{_ONSET})(?:{'|'.join(_RHYMES.split())})")
_STOPPED = re.compile(r"(?:ch|[cpt])$")
# Between words: what ASCII and typography use, but no sign that a legacy font shows as a letter.
_BETWEEN = re.compile(r"[^A-Za-z\u00a1-\u1fff\u20ab]+")


def is_syllable(word: str) -> bool:
    """Return whether `word` is spelled like a Vietnamese syllable: "Nguyễn" is, "NguyÔn" is not."""
    decomposed = unicodedata.normalize("NFD", word.casefold())
    tones = [sign for sign in decomposed if sign in _TONES]
    bare = unicodedata.normalize("NFC", "".join(s for s in decomposed if s not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not _STOPPED.search(bare) or "".join(tones) in _STOPPED_TONES


def marked_words(text: str) -> list[str]:
    """Return the words of `text` that are not plain ASCII, in order."""
    return [word for word in _BETWEEN.split(text) if word and not word.isascii()]
