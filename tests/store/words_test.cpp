#include "gateway/store/words.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace warmline::test {

using store::words_of;

namespace {

using Strings = std::vector<std::string>;

Strings folded(std::string_view text) {
  Strings all;
  for (const auto& word : words_of(text, "")) all.push_back(word.folded);
  return all;
}

std::string stem(std::string_view word, std::string_view language) {
  const auto words = words_of(word, language);
  REQUIRE(words.size() == 1);
  return words.front().stem;
}

// Whether one of two words is found by looking for the other.
bool same_stem(std::string_view one, std::string_view other, std::string_view language) {
  const auto a = words_of(one, language).at(0);
  const auto b = words_of(other, language).at(0);
  return a.stem == b.stem || (!a.second_stem.empty() && a.second_stem == b.stem) ||
         (!b.second_stem.empty() && a.stem == b.second_stem);
}

}  // namespace

TEST_CASE("words are runs of letters and digits, wherever they stand in a text") {
  CHECK(folded("im here.can you talk?at 5pm,maybe") ==
        Strings{"im", "here", "can", "you", "talk", "at", "5pm", "maybe"});
  CHECK(folded("  (room_12) -- #help\n") == Strings{"room", "12", "help"});
  CHECK(folded("").empty());
  CHECK(folded(" … ?! 🌱❤️ ").empty());
}

TEST_CASE("a word's place in the text is told in bytes") {
  const std::string text = "¿Qué? — Niño’s";
  const auto words = words_of(text, "");
  REQUIRE(words.size() == 2);
  CHECK(text.substr(words[0].begin, words[0].end - words[0].begin) == "Qué");
  CHECK(text.substr(words[1].begin, words[1].end - words[1].begin) == "Niño’s");
}

TEST_CASE("case, width and accents make no difference") {
  for (const char* same : {"niño", "NIÑO", "nino", "Nin\u0303o", "ｎｉｎｏ"}) {
    CAPTURE(same);
    CHECK(folded(same) == Strings{"nino"});
  }
  CHECK(folded("Łódź STRASSE straße Αθήνα ΑΘΗΝΑ") ==
        Strings{"lodz", "strasse", "strasse", "αθηνα", "αθηνα"});
  // Vowel signs of Arabic and Hebrew, a hamza, a tatweel.
  CHECK(folded("أَهْلًا") == folded("اهلا"));
  CHECK(folded("سـلام") == folded("سلام"));
  CHECK(folded("שָׁלוֹם") == folded("שלום"));
  CHECK(folded("ещё") == folded("еще"));
}

TEST_CASE("marks that make another letter of it stay") {
  CHECK(folded("мой") != folded("мои"));
  CHECK(folded("はと") != folded("ばと"));
  CHECK(folded("हिन्दी") == Strings{"हिन्दी"});
}

TEST_CASE("an apostrophe inside a word is left out; an elided article is a word of its own") {
  CHECK(folded("don't dont don’t 'quoted'") == Strings{"dont", "dont", "dont", "quoted"});
  CHECK(folded("l'amour L’Été qu'elle") == Strings{"l", "amour", "l", "ete", "qu", "elle"});
  CHECK(folded("o'clock I'm y'all") == Strings{"oclock", "im", "yall"});
}

TEST_CASE("what is invisible inside a word does not split it") {
  CHECK(folded("talk\u00ading") == Strings{"talking"});
  CHECK(folded("می\u200cخواهم").size() == 1);
}

TEST_CASE("Chinese, Japanese and Thai have words without spaces, also between others") {
  CHECK(folded("我想找人说话") == Strings{"我想", "找人", "说话"});
  CHECK(folded("ok、東京に行きます!").front() == "ok");
  CHECK(folded("ok、東京に行きます!").at(1) == "東京");
  CHECK(folded("ฉันอยากคุยกับใครสักคน").size() > 3);
  const std::string text = "help 说话 now";
  const auto words = words_of(text, "");
  REQUIRE(words.size() == 3);
  CHECK(text.substr(words[1].begin, words[1].end - words[1].begin) == "说话");
}

TEST_CASE("each language has its own endings") {
  CHECK(same_stem("talking", "talked", "en"));
  CHECK(same_stem("worries", "worry", "en"));
  CHECK(same_stem("sister's", "sisters", "en"));
  CHECK(same_stem("hablando", "hablar", "es"));
  CHECK(same_stem("niños", "nino", "es"));
  CHECK(same_stem("говорить", "говорил", "ru"));
  CHECK_FALSE(same_stem("talking", "talked", "es"));
}

TEST_CASE("endings that are known by their accents are found with and without them") {
  CHECK(same_stem("celebración", "celebraciones", "es"));
  CHECK(same_stem("celebración", "celebracion", "es"));
  CHECK(words_of("celebracion", "es").at(0).second_stem.empty());
  CHECK(words_of("mañana", "").at(0).second_stem.empty());
}

TEST_CASE("a language is known by its first subtag; where none is known, words stay as they are") {
  CHECK(stem("talking", "en-US") == "talk");
  CHECK(stem("talking", "EN") == "talk");
  for (const char* unknown : {"", "und", "xx", "english", "porter", "e", "en\0x", "日本"}) {
    CAPTURE(unknown);
    CHECK(stem("talking", unknown) == (std::string(unknown) == "en" ? "talk" : "talking"));
  }
}

TEST_CASE("any bytes are taken: those that are no UTF-8 separate words") {
  CHECK(folded("one\xfftwo\xc3") == Strings{"one", "two"});
  CHECK(folded(std::string_view("a\0b", 3)) == Strings{"a", "b"});
  CHECK(folded("\xed\xa0\x80") == Strings{});
}

TEST_CASE("there is a bound to a text's words and to a word's letters") {
  std::string many;
  for (std::size_t i = 0; i < store::words_max + 50; ++i) many += "w ";
  CHECK(words_of(many, "en").size() == store::words_max);
  std::string thai;
  for (std::size_t i = 0; i < store::words_max; ++i) thai += "คุยกับ";
  CHECK(words_of(thai, "").size() == store::words_max);
  const auto long_word = words_of(std::string(500, 'x'), "en");
  REQUIRE(long_word.size() == 1);
  CHECK(long_word[0].folded == std::string(store::word_letters_max, 'x'));
  CHECK(long_word[0].end == 500);
}

TEST_CASE("first letters are counted in characters") {
  CHECK(store::first_letters("αθηνα", 3) == "αθη");
  CHECK(store::first_letters("ab", 3).empty());
  CHECK(store::first_letters("abc", 3) == "abc");
}

}  // namespace warmline::test
