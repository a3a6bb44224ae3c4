// A carrier within the simulation: it takes texts, answers or fails to, keeps its own list, and
// reports later. What it is like at the moment is its mood.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "gateway/async/wakeup.hpp"
#include "gateway/carriers/carrier.hpp"
#include "tests/simulation/story.hpp"

namespace warmline::simulation {

class SimulatedCarrier : public carriers::Carrier {
 public:
  using Clock = std::function<routing::Instant()>;
  // A text that it has: taken from us, or texted to a line.
  struct Kept {
    carriers::ListedText listed;
    routing::TextId ours;  // of one that we sent
  };
  // What a send comes to, for whoever has to hear of it.
  using OnSend = std::function<void(const carriers::OutgoingText&)>;
  using OnTaken = std::function<void(const Kept&)>;

  // `clock`: its own, which is right.
  SimulatedCarrier(Clock clock, bool blocks, OnSend on_send, OnTaken on_taken);

  void set_mood(Mood mood) { mood_ = mood; }
  // The loop that its waits are on from now on, or none.
  void live_on(boost::asio::io_context* loop) { loop_ = loop; }

  // Somebody texts a line. The carrier's id of it.
  std::string take_in(const routing::PhoneNumber& from, const routing::PhoneNumber& to,
                      const Words& words);
  const std::vector<Kept>& list() const { return list_; }
  // A receipt changed what is on the list.
  void settle(const std::string& carrier_id, routing::TextStatus status);

  const std::string& name() const override { return name_; }
  std::string_view signature_header() const override { return "X-Signature"; }
  routing::Result<void> verify(const carriers::WebhookRequest& request) const override;
  routing::Result<carriers::InboundText> read_text(
      const carriers::WebhookRequest& request) const override;
  routing::Result<carriers::Receipt> read_receipt(
      const carriers::WebhookRequest& request) const override;
  carriers::WebhookAnswer well_received() const override { return {}; }
  boost::asio::awaitable<carriers::SendOutcome> send(carriers::OutgoingText text) override;
  boost::asio::awaitable<routing::Result<carriers::Listing>> list_texts(
      carriers::ListRequest wanted) override;
  boost::asio::awaitable<routing::Result<std::vector<routing::Media>>> list_media(
      std::string carrier_id) override;
  boost::asio::awaitable<routing::Result<std::string>> fetch_media(std::string url) override;
  bool may_show(const routing::Body& written, const routing::Body& listed) const override;

 private:
  std::string keep(const carriers::OutgoingText& text);

  const std::string name_ = "main";
  Clock clock_;
  bool blocks_;
  OnSend on_send_;
  OnTaken on_taken_;
  boost::asio::io_context* loop_ = nullptr;
  Mood mood_ = Mood::well;
  std::vector<Kept> list_;
  std::set<std::pair<std::string, std::string>> blocked_;  // texter and line
};

}  // namespace warmline::simulation
