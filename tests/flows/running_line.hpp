// A line as it runs, without the HTTP of the service: real SQLite, the real flows, and our Twilio
// talking to the carrier simulator. Time is moved by hand.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <doctest/doctest.h>

#include "gateway/carriers/simulator/simulator.hpp"
#include "gateway/carriers/twilio/twilio.hpp"
#include "gateway/flows/catch_up.hpp"
#include "gateway/flows/change_conversation.hpp"
#include "gateway/flows/drain_outbox.hpp"
#include "gateway/flows/drain_staff_texts.hpp"
#include "gateway/flows/keep_time.hpp"
#include "gateway/flows/receive_text.hpp"
#include "gateway/flows/record_receipt.hpp"
#include "gateway/flows/send_reply.hpp"
#include "gateway/flows/set_presence.hpp"
#include "tests/carriers/loop.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {

inline const std::string maya = "+15035550123";
inline const std::string noor = "+15035550124";

class RunningLine {
 public:
  explicit RunningLine(flows::StoreThread::Limits limits = {},
                       std::chrono::milliseconds send_deadline = std::chrono::seconds(5),
                       std::size_t listed_max = carriers::TwilioSettings{}.texts_max);
  ~RunningLine();
  RunningLine(const RunningLine&) = delete;
  RunningLine& operator=(const RunningLine&) = delete;

  // People; they are on.
  routing::StaffId peer(const std::string& username);
  routing::StaffId coordinator(const std::string& username);
  void sets(routing::StaffId who, routing::Presence presence);
  // They give this phone, and confirm it with the code that is texted to it.
  void confirms_phone(routing::StaffId who, const std::string& phone,
                      const std::string& language = "en");
  routing::Presence presence(routing::StaffId who);
  // Ana, who has accepted this phone's conversation; the welcome has left.
  routing::StaffId peer_talking_to(const std::string& phone);

  // A text as the carrier delivers it. `carrier_id` empty: a new one each time. `line`: 0 is
  // +15035550100, 1 is +15035550101.
  routing::Result<flows::ReceivedText> delivers(const std::string& phone, const std::string& words,
                                                std::string carrier_id = {},
                                                const std::string& token = {},
                                                std::size_t line = 0);
  // The same, and it has to be taken.
  void texts(const std::string& phone, const std::string& words) {
    REQUIRE(delivers(phone, words));
  }

  // The same, where the carrier says by itself that it has acted on it.
  void texts_answered(const std::string& phone, const std::string& words,
                      routing::Keyword acted_on);

  // What is kept of this phone's thread with the first line.
  routing::Conversation conversation(const std::string& phone, std::size_t line = 0);
  std::vector<store::Text> thread(const std::string& phone);
  store::Text last_reply(const std::string& phone);
  bool opted_out(const std::string& phone);
  std::vector<routing::EventKind> events();

  routing::Result<flows::Written> replies(routing::StaffId by, const std::string& phone,
                                          const std::string& words, std::string client_id = {});
  template <class Verb, class... More>
  routing::Result<routing::Conversation> does(Verb verb, routing::StaffId by,
                                              const std::string& phone, More... more) {
    return run(loop, verb(*store, lines, conversation(phone).id, by, std::move(more)...));
  }

  // Lets time pass, and acts on what became due.
  void later(routing::Duration by);
  void wake_outbox() { outbox_->wake(); }
  // Somebody asks the carrier what became of it.
  routing::Result<flows::SentSearch::Checked> checks(routing::TextId text) {
    return run(loop, outbox_->check(text));
  }
  // Hands over, and looks for, what is due until nothing is left to be done now.
  void drain();
  // later() and drain() in small steps, as the time would pass.
  void passes(std::chrono::seconds time, std::chrono::seconds step = std::chrono::seconds(10));
  // This phone texts the line at the carrier, and the line does not hear of it. The carrier's id.
  std::string texts_unheard(const std::string& phone, const std::string& words,
                            std::vector<routing::Media> media = {});
  // Takes in what was missed; false where something is left for later.
  bool catches_up() { return run(loop, catch_up_->compare()); }
  // Whether anything waits to be sent or looked for.
  bool is_settled();

  // What this phone got from the line's people, or from the line itself, in order.
  std::vector<std::string> heard(const std::string& phone);
  // The same without the line's own automatic texts.
  std::vector<std::string> heard_from_people(const std::string& phone);

  // Ends the program between two steps, as a crash would leave it, and starts it again.
  void restart(const std::function<void()>& before_start = {});

  template <class T>
  T kept(std::function<T(store::Reading&)> look) {
    std::move_only_function<routing::Result<T>(store::Reading&)> job =
        [&look](store::Reading& reading) -> routing::Result<T> { return look(reading); };
    return *run(loop, store->read<T>(std::move(job)));
  }

  // Hears why the database refuses, on any thread; a test that makes it refuse listens here.
  std::function<void(const std::string& why)> on_refusal = [](const std::string& why) {
    FAIL_CHECK("the database refuses: " << why);
  };

  // Whether texts have come in that are yet to be taken in.
  bool must_listen = false;
  // How far the carrier's clock is ahead of ours.
  routing::Duration carrier_ahead{0};
  // What the operator reads about catching up.
  std::vector<std::string> log;

  boost::asio::io_context loop;
  Opened opened;
  flows::Lines lines{{}};
  std::unique_ptr<carriers::Simulator> simulator;
  std::unique_ptr<carriers::Twilio> twilio;
  std::unique_ptr<flows::StoreThread> store;

 private:
  void start();
  void stop();
  routing::StaffId hire(const std::string& username, routing::Role role);

  flows::StoreThread::Limits limits_;
  std::unique_ptr<async::TaskGroup> tasks_;
  std::unique_ptr<flows::Outbox> outbox_;
  std::unique_ptr<flows::StaffOutbox> staff_outbox_;
  std::unique_ptr<flows::CatchUp> catch_up_;
  int made_ = 0;
};

}  // namespace warmline::test
