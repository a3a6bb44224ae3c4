// How the simulated carrier can be told to misbehave.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "routing/result.hpp"

namespace warmline::carriers::simulator {

enum class Fault {
  // What happens to a request to our API: a POST to Messages.json, or a GET of a list or a picture
  // (`on`). "Taken" says nothing of those.
  delay,          // it is answered after `delay`
  lose_response,  // taken and sent on, but the connection breaks before the answer
  busy,           // 429 with `retry_after`, not taken
  server_error,   // 500 with Twilio's error body, not taken
  late_error,     // the same, but taken
  garbage,        // taken, but answered with 200 and what is not JSON
  drop,           // the connection breaks, not taken
  hang,           // taken, and never answered
  // What happens to each webhook.
  duplicate_texts,
  duplicate_receipts,
  reorder_receipts,  // "delivered" comes before "sent"
};

std::string_view to_string(Fault fault);
std::optional<Fault> parse_fault(std::string_view text);

// Which requests a fault of the first kind hits.
enum class Asked { send, list, media, picture };

std::string_view to_string(Asked asked);  // "send", "list", "media", "picture"

struct Misbehaviour {
  Fault fault;
  std::optional<unsigned> times;  // for the next so many; empty: until behave()
  std::chrono::milliseconds delay{0};
  std::optional<std::chrono::seconds> retry_after;
  Asked on = Asked::send;
};

class Faults {
 public:
  void add(Misbehaviour misbehaviour);
  // The texts to `phone` end as undelivered with this of Twilio's codes; 0: as usual again.
  void fail_texts_to(const std::string& phone, int error_code);
  void clear();

  // What is due for one request or webhook, counted off: of the faults that decide an answer the
  // one that was ordered first, and a delay next to it.
  struct ForRequest {
    std::chrono::milliseconds delay{0};
    std::optional<Misbehaviour> answer;
  };
  ForRequest next(Asked asked);
  bool next(Fault webhook_fault);
  int failure_of(const std::string& phone) const;  // 0: none

  // {"faults":[{"fault":"busy","times":2,"delay_ms":0,"retry_after":3,"on":"send"}],
  //  "failing_phones":{"+1…":30003}}. Replaces all; `malformed` changes nothing.
  routing::Result<void> replace(const nlohmann::json& wanted);
  nlohmann::json to_json() const;

 private:
  std::optional<Misbehaviour> take(std::vector<Misbehaviour>::iterator found);

  std::vector<Misbehaviour> ordered_;
  std::map<std::string, int> failing_;
};

}  // namespace warmline::carriers::simulator
