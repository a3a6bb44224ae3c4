// All that the simulated carrier remembers: texts, phones and who opted out. With a file, it
// survives a restart: one JSON line for each thing that happened.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include <nlohmann/json_fwd.hpp>

#include "gateway/carriers/simulator/carried_text.hpp"

namespace warmline::carriers::simulator {

// The oldest texts are forgotten above this.
inline constexpr std::size_t texts_max = 200'000;

// Not thread-safe.
class History {
 public:
  // Gets each thing that happened, as one line of JSON without its end; may be empty.
  using Record = std::function<void(std::string line)>;
  explicit History(Record record) : record_(std::move(record)) {}

  // Takes in what Record was given earlier. A line that is cut off, as by a crash, is skipped.
  void replay(std::string_view lines);

  void add(CarriedText text);
  // Nothing happens for a sid that is not (or no more) known.
  void set_status(const std::string& sid, std::string status, int error_code, routing::Instant at);
  const CarriedText* find(const std::string& sid) const;
  // Oldest first.
  const std::deque<CarriedText>& texts() const { return texts_; }

  void make_phone(const std::string& number);
  // Each number that was made or texted from or to.
  const std::set<std::string>& phones() const { return phones_; }

  void set_opted_out(const std::string& line, const std::string& phone, bool opted_out);
  bool opted_out(const std::string& line, const std::string& phone) const;

 private:
  void apply(const nlohmann::json& happening);
  void keep(CarriedText text);
  CarriedText* at(const std::string& sid);

  Record record_;
  std::deque<CarriedText> texts_;
  std::size_t forgotten_ = 0;                               // how many were before texts_[0]
  std::unordered_map<std::string, std::size_t> positions_;  // counted from the very first text
  std::set<std::string> phones_;
  std::set<std::pair<std::string, std::string>> opted_out_;
};

}  // namespace warmline::carriers::simulator
