// A line's side of the wire, as small as can be: our Twilio as the carrier, a server that takes its
// webhooks as the service does (verify, read, answer), and the simulator it all talks to.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "gateway/carriers/simulator/simulator.hpp"
#include "gateway/carriers/twilio/twilio.hpp"

namespace warmline::test {

inline const std::string line_number = "+15035550100";
inline const std::string maya = "+15035550123";

class SimulatedLine {
 public:
  // `change` may alter the simulator's settings before it is made.
  explicit SimulatedLine(std::function<void(carriers::Simulator::Settings&)> change = {},
                         std::chrono::milliseconds send_deadline = std::chrono::seconds(5));
  ~SimulatedLine();
  SimulatedLine(const SimulatedLine&) = delete;
  SimulatedLine& operator=(const SimulatedLine&) = delete;

  carriers::SendOutcome send(const std::string& body, const std::string& to = maya,
                             const std::string& from = line_number);
  carriers::simulator::Texted text(const std::string& body, std::vector<routing::Media> media = {});
  // Runs the loop until `done`; fails the test when that takes too long.
  void until(std::function<bool()> done);

  // How many texts with this body the carrier took from the line.
  std::size_t taken(const std::string& body) const;

  boost::asio::io_context loop;
  // What the line's webhooks got, in order; each was signed, or is not in here.
  std::vector<carriers::InboundText> texts;
  std::vector<carriers::Receipt> receipts;
  std::vector<std::string> tokens;  // I-Twilio-Idempotency-Token of each webhook
  int unsigned_webhooks = 0;
  int malformed_webhooks = 0;
  // The statuses that the next webhooks are answered with; then 200.
  std::vector<unsigned> next_statuses;

  std::unique_ptr<carriers::Simulator> simulator;
  std::unique_ptr<carriers::Twilio> twilio;

 private:
  boost::asio::awaitable<http::Response> webhook(http::Request request, bool is_text);

  std::unique_ptr<http::Server> server_;
};

}  // namespace warmline::test
