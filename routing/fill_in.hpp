// Words with placeholders in them.
#pragma once

#include <string>
#include <string_view>

namespace warmline::routing {

// Each `placeholder` in `text` is replaced by these words; what stands in them is left alone.
inline void fill_in(std::string& text, std::string_view placeholder, std::string_view words) {
  for (std::size_t at = text.find(placeholder); at != std::string::npos;
       at = text.find(placeholder, at + words.size())) {
    text.replace(at, placeholder.size(), words);
  }
}

}  // namespace warmline::routing
