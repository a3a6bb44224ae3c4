// What we missed: compares the carrier's own list of what came in with what is kept, and takes in
// what is not, as if it had just come, marked late. A carrier gives up on a webhook after a few
// seconds, and so texts come in this way after we were down or the database refused. After a
// restore they come a second time: who had an answer then is given no automatic one again, and what
// the line itself had texted goes back into its threads (bring_back.hpp). What somebody texted
// before they were forgotten is left where it is: it would bring them back.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "gateway/async/task_group.hpp"
#include "gateway/async/wakeup.hpp"
#include "gateway/flows/carriers.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/flows/store_thread.hpp"

namespace warmline::flows {

class CatchUp {
 public:
  struct Limits {
    std::chrono::milliseconds every = std::chrono::minutes(5);
    // How much of what was compared before is compared again.
    std::chrono::milliseconds overlap = std::chrono::minutes(10);
    // Before the first comparison the carrier's clock is not known: it may differ by this much.
    std::chrono::milliseconds clocks_apart_max = std::chrono::hours(24);
    // Younger texts are left to their webhooks, which may be on their way, and looked at this much
    // later; but not in a line's first round, before which there was nobody to take them.
    std::chrono::milliseconds left_alone = std::chrono::seconds(30);
  };
  // A line for the operator: nothing in it is private.
  using Log = std::function<void(const std::string& line)>;

  // All references must outlive the tasks of `tasks`.
  CatchUp(async::asio::any_io_executor loop, StoreThread& store, const Lines& lines,
          Carriers carriers, async::TaskGroup& tasks, store::Database::Clock clock, Limits limits,
          Log log);

  // At once, and every so often, until the task group is closed.
  awaitable<void> run();

  // One round over all lines, with as much of each as its carrier lists at once. False: something
  // was left for later, and soon.
  awaitable<bool> compare();

  // Whether each line was compared since the start, or could not be. Loop thread.
  bool has_begun() const { return has_begun_; }

  // Goes round again, or sees that it is to stop. Loop thread.
  void wake() { wakeup_.wake(); }

 private:
  enum class Compared { all, all_but_the_youngest, so_far, not_now };
  awaitable<Compared> compare(const routing::Line& line);
  // A stretch of a carrier's list, by its clock; both ends belong to it.
  struct Span {
    routing::Instant since;
    routing::Instant until;
  };
  // When there was last a text from each number, or to it, by the carrier's clock.
  using Latest = std::map<routing::PhoneNumber, routing::Instant>;
  // What the carrier sent for this line and is not kept here.
  struct SentUnkept {
    std::vector<carriers::ListedText> texts;  // within the span
    Latest latest;                            // to each number, also after it
  };
  awaitable<Result<std::vector<carriers::ListedText>>> not_kept(
      const routing::Line& line, std::vector<carriers::ListedText> listed);
  // From whom these were before they were forgotten.
  awaitable<Result<Latest>> latest_of_forgotten(const routing::Line& line,
                                                const std::vector<carriers::ListedText>& listed);
  // What came in and is not kept here.
  struct Missed {
    std::vector<carriers::ListedText> texts;
    // Those that are kept: what they have taken back since.
    std::vector<carriers::ListedText> kept_starts;
  };
  awaitable<Result<Missed>> missed(const routing::Line& line,
                                   std::vector<carriers::ListedText> listed);
  awaitable<Result<SentUnkept>> sent_unkept(const routing::Line& line, Span span);
  awaitable<std::optional<Compared>> take_in(const routing::Line& line, Missed missed,
                                             SentUnkept sent, std::size_t& left_out);
  awaitable<Result<bool>> take_in(const routing::Line& line, carriers::InboundText text,
                                  std::size_t media_count);
  Compared postponed(const routing::Line& line, const Problem& problem);
  void note_left_out(const routing::Line& line, std::size_t texts);
  void note(const routing::Line& line, const std::optional<Problem>& problem);

  StoreThread& store_;
  const Lines& lines_;
  Carriers carriers_;
  async::TaskGroup& tasks_;
  store::Database::Clock clock_;
  Limits limits_;
  Log log_;
  async::Wakeup wakeup_;
  // Where the next round goes on with a list that is longer than one round reads.
  struct GoesOn {
    routing::Instant since;
    std::size_t left_out = 0;  // texts before it that could not be taken in
  };
  bool has_begun_ = false;
  std::map<routing::LineId, GoesOn> go_on_;
  std::set<routing::LineId> begun_;        // lines that were compared before
  std::set<routing::LineId> leaving_out_;  // lines with texts that can't be taken in
  std::set<routing::LineId> silent_;       // lines whose list could not be had the last time
};

}  // namespace warmline::flows
