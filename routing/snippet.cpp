#include "routing/snippet.hpp"

#include "routing/placeholders.hpp"

namespace warmline::routing {

Result<void> check_snippet(const Snippet& snippet) {
  auto name =
      check_words(snippet.name, {.known = {}, .characters_max = snippet_name_characters_max});
  if (!name) return name;
  if (snippet.name.find_first_of("\r\n\t") != std::string::npos) {
    return problem(ProblemCode::malformed, "name: on one line");
  }
  return check_words(snippet.words,
                     {.known = {snippet_placeholders.begin(), snippet_placeholders.end()},
                      .characters_max = snippet_characters_max});
}

}  // namespace warmline::routing
