// One thing that is wrong with a configuration, and what to do about it.
#pragma once

#include <filesystem>
#include <string>

namespace warmline::config {

struct Fault {
  std::filesystem::path file;
  std::size_t line = 0;  // from 1; 0 when the file as a whole is meant (it cannot be read)
  std::string key;       // "lines[0].timing.offer"; empty when the file as a whole is meant
  std::string what;      // never holds a secret's value
};

// "warmline.toml:12: lines[0].number: what is wrong", without the parts that are empty.
std::string to_string(const Fault& fault);

}  // namespace warmline::config
