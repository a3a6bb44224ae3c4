// Texts as people write them to a line like this, made up: English of about 40 to 120 characters,
// and numbers that belong to nobody. The same random numbers give the same texts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

namespace warmline::bench {

using Random = std::mt19937_64;

// About one in a hundred names a place that hardly any other text names: see place().
std::string english_text(Random& random);

// One of `places`: a made-up name of one word, so rare that a search for it finds a handful of
// texts.
inline constexpr std::size_t places = 20'000;
std::string place(std::size_t index);

// +1 AAA 555 01xx, which the numbering plan keeps free; a different one for each of `phones`.
inline constexpr std::size_t phones = 80'000;
std::string phone(std::size_t index);

// "SM" and 32 hexadecimal digits, as Twilio names texts.
inline constexpr std::size_t sid_size = 34;
void write_sid(char* to, Random& random);

}  // namespace warmline::bench
