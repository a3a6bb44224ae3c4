// The simulated carrier's inside: it takes texts from lines and phones and brings them to the other
// side, with receipts, opt-outs and faults. HTTP is not its business, but for the webhooks it
// calls.
#pragma once

#include <expected>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "gateway/async/awaitable.hpp"
#include "gateway/async/task_group.hpp"
#include "gateway/carriers/simulator/callback.hpp"
#include "gateway/carriers/simulator/faults.hpp"
#include "gateway/carriers/simulator/history.hpp"
#include "gateway/carriers/simulator/settings.hpp"
#include "gateway/carriers/simulator/state_file.hpp"
#include "routing/keyword.hpp"

namespace warmline::carriers::simulator {

// What a line asks for by POST to Messages.json. `missing` parameters are empty.
struct SendRequest {
  std::string from;
  std::string to;
  std::string body;
  std::vector<std::string> media_urls;
  std::string status_callback;
};

// Twilio's error body.
struct Refusal {
  unsigned status;
  int code;
  std::string message;
};

// What became of a text from a phone.
struct Texted {
  std::string sid;
  unsigned status = 0;  // the line's last answer; 0: none
  unsigned tries = 0;
};

// Loop thread only. Made as a shared_ptr: what is under way keeps it alive.
class Exchange : public std::enable_shared_from_this<Exchange> {
 public:
  Exchange(async::asio::any_io_executor loop, Settings settings,
           async::TaskGroup::OnFailure on_failure);

  // Brings on the way what was not delivered when the last run ended.
  void resume();
  // Asks what is under way to stop, and waits for it for at most `longest`.
  async::asio::awaitable<bool> stop(std::chrono::steady_clock::duration longest);
  async::Wakeup& stop_signal() { return tasks_.stop_signal(); }

  // Adds a number, or changes what is called for it.
  void own(OwnedNumber number);
  const std::vector<OwnedNumber>& numbers() const { return settings_.numbers; }

  // Where the API is, and where files are, as URLs without a path; for when their ports are known.
  void set_origins(std::string api_url, std::string files_url);
  const std::string& files_url() const { return files_url_; }

  // A line's text: kept as queued and on its way, or refused.
  std::expected<CarriedText, Refusal> take(const SendRequest& wanted);

  // A phone's text: kept, acted on where it is a keyword, and brought to the line's webhook. Ends
  // when the webhook answered or the tries are used up; `malformed` when nobody owns `to`.
  async::asio::awaitable<routing::Result<Texted>> text_from(std::string phone, std::string to,
                                                            std::string body,
                                                            std::vector<routing::Media> media);
  // The same without waiting: the sid.
  routing::Result<std::string> begin_text_from(std::string phone, std::string to, std::string body,
                                               std::vector<routing::Media> media);

  History& history() { return history_; }
  const History& history() const { return history_; }
  Faults& faults() { return faults_; }
  const std::string& account_sid() const { return settings_.account_sid; }
  routing::Instant now() const { return settings_.now(); }
  // Whether this is the Authorization header of our account.
  bool is_ours(std::string_view authorization) const { return authorization == authorization_; }
  // 32 hex digits after the prefix: "SM", "MM".
  std::string new_sid(std::string_view prefix);

 private:
  const OwnedNumber* owner_of(const std::string& number) const;
  std::optional<Refusal> refusal_of(const SendRequest& wanted) const;
  routing::Result<CarriedText> keep_from_phone(std::string phone, std::string to, std::string body,
                                               std::vector<routing::Media> media);
  std::optional<routing::Keyword> act_on_keyword(const CarriedText& text);
  void text_to_phone(const std::string& line, const std::string& phone, std::string_view body);
  async::asio::awaitable<Texted> bring_to_line(CarriedText text,
                                               std::optional<routing::Keyword> keyword);
  static async::asio::awaitable<void> bring_to_phone(std::shared_ptr<Exchange> self,
                                                     std::string sid);
  async::asio::awaitable<void> report(CarriedText text);

  Settings settings_;
  std::string authorization_;
  std::string api_url_;
  std::string files_url_;
  std::unique_ptr<StateFile> state_;
  History history_;
  Faults faults_;
  Caller caller_;
  async::TaskGroup tasks_;
};

}  // namespace warmline::carriers::simulator
