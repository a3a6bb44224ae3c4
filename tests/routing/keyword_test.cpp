#include "routing/keyword.hpp"

#include <initializer_list>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace warmline::routing;

namespace {

void check_each(std::initializer_list<std::string> texts, std::optional<Keyword> expected,
                const std::vector<std::string>& languages = {}) {
  for (const std::string& text : texts) {
    CAPTURE(text.substr(0, 60));
    CHECK(keyword(text, languages) == expected);
  }
}

}  // namespace

TEST_CASE("every word of the STOP family is STOP") {
  check_each({"STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE",
              "OPTOUT", "OPT OUT"},
             Keyword::stop);
}

TEST_CASE("every word of the START family is START") {
  check_each({"START", "UNSTOP", "YES"}, Keyword::start);
}

TEST_CASE("every word of the HELP family is HELP") {
  check_each({"HELP", "INFO"}, Keyword::help);
}

TEST_CASE("case, spaces and punctuation around a keyword do not matter") {
  check_each({"stop",
              "Stop",
              "sToP",
              " stop ",
              "stop.",
              "STOP!!!",
              "\"stop\"",
              "(stop)",
              "stop\n",
              "\r\n\tstop\r\n",
              "-stop-",
              "opt-out",
              "Opt  Out.",
              "stop\tall",
              "¡stop!",
              "“Stop.”",
              "stop…",
              "«stop»",
              "\xef\xbb\xbfstop",
              "stop\xc2\xa0",
              "stop\xe2\x80\x8b",
              "stop！",
              "stop。",
              std::string("stop\0", 5)},
             Keyword::stop);
  check_each({"Yes.", "yes!", "Start"}, Keyword::start);
  check_each({"help?", "Help!!", "...info"}, Keyword::help);
}

TEST_CASE("a sentence that contains a keyword is just a text") {
  check_each({"",
              " ",
              "...",
              "Stop. Thank you",
              "STOP PLEASE",
              "please stop texting me",
              "don't stop",
              "stop stop",
              "stop it",
              "stops",
              "nonstop",
              "s t o p",
              "stop1",
              "5top",
              "stop2end",
              "yes please",
              "yeah",
              "I need help",
              "help me",
              "can't cancel",
              "the end",
              "опт",
              "ｓｔｏｐ",
              "stop 🛑",
              "all stop",
              "out opt",
              "opt",
              "opt out please",
              "unsubscribe me",
              "stop-all-of-it"},
             std::nullopt);
}

TEST_CASE("bytes that are no UTF-8 are no keyword, and no text is too long to look at") {
  check_each({"stop\xff", "\xc3", "\xed\xa0\x80stop", "st\x80op", "\xf0\x9f\x9bstop"},
             std::nullopt);
  check_each({std::string(1'000'000, ' ') + "stop" + std::string(1'000'000, '.')}, Keyword::stop);
  check_each({std::string(1'000'000, 's')}, std::nullopt);
}

TEST_CASE("FORGET is known on every line, and Spanish words for it where Spanish is spoken") {
  check_each({"FORGET", "forget", " Forget. ", "¡forget!"}, Keyword::forget);
  const std::initializer_list<std::string> spanish = {"OLVIDAR",
                                                      "olvidar",
                                                      "Olvídame",
                                                      "OLVÍDAME",
                                                      "olvidame",
                                                      "OLVIDAME",
                                                      "¡Olvídame!",
                                                      "olvi\xcc\x81"
                                                      "dame."};
  check_each(spanish, Keyword::forget, {"en", "es"});
  check_each(spanish, Keyword::forget, {"es-MX"});
  check_each(spanish, std::nullopt, {"en", "est"});
  check_each({"forget me", "forget it", "I forget", "forgets", "no me olvides", "olvídalo"},
             std::nullopt, {"en", "es"});
}

TEST_CASE("a word that a carrier acts on is not known with an accent") {
  check_each({"stóp", "sto\xcc\x81p", "hélp", "yés"}, std::nullopt, {"en", "es"});
}
