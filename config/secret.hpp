// A value that nobody may see: it formats as ***, cannot be streamed, and is had only by reveal().
#pragma once

#include <string>
#include <utility>

#include <fmt/format.h>

namespace warmline::config {

class Secret {
 public:
  Secret() = default;
  // `source` says where the value comes from, for messages: "file /etc/warmline/token".
  Secret(std::string value, std::string source)
      : value_(std::move(value)), source_(std::move(source)) {}

  // The value itself. For the one who signs or signs in with it: never for a log, a screen or an
  // error.
  const std::string& reveal() const { return value_; }
  const std::string& source() const { return source_; }
  bool empty() const { return value_.empty(); }

 private:
  std::string value_;
  std::string source_;
};

}  // namespace warmline::config

template <>
struct fmt::formatter<warmline::config::Secret> : fmt::formatter<std::string_view> {
  template <class Context>
  auto format(const warmline::config::Secret&, Context& context) const {
    return fmt::formatter<std::string_view>::format("***", context);
  }
};
