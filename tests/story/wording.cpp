#include "tests/story/wording.hpp"

#include "tests/support/wording.hpp"

namespace warmline::story {
namespace {

routing::Wording spanish_wording() {
  using enum routing::AutomaticText;
  auto wording = test::plain_wording();
  wording.language = "es";
  wording.name = "Español";
  wording.texts[welcome] = "Te damos la bienvenida.";
  wording.texts[welcome_nobody_on] = "Ahora no hay nadie.";
  wording.texts[menu] = "Manda una cifra:\n{choices}";
  wording.texts[wish_noted] = wording::noted_in_spanish;
  return wording;
}

}  // namespace

routing::Wording words_in(const std::string& language) {
  return language == "es" ? spanish_wording() : test::plain_wording();
}

}  // namespace warmline::story
