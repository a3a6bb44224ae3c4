// Texts that came in while the database refused, on their way into it. The file is the store's
// Spool; all work on it is done on a thread of its own. All members: loop thread only.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "gateway/async/awaitable.hpp"
#include "gateway/async/worker_pool.hpp"
#include "gateway/flows/arrived_text.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/store/database.hpp"
#include "gateway/store/spool.hpp"
#include "routing/result.hpp"

namespace warmline::flows {

using async::asio::awaitable;

class TextSpool {
 public:
  using Number = std::uint64_t;
  // A line for the operator. Loop thread, or whichever constructs this.
  using Log = std::function<void(const std::string& line)>;

  struct Place {
    std::string file;
    store::MasterKey master;
    // The key opens the database: then a spool is made where there is none, and one that it does
    // not open is put aside. Otherwise only a spool that is there, and opens, is used.
    bool key_is_proven = false;
    store::Spool::Limits limits;
  };

  // Opens the spool, if that can be done; why not is logged. Blocks for as long as that takes.
  TextSpool(async::asio::any_io_executor loop, Place place, store::Database::Clock clock, Log log);

  // Whether it can take texts.
  bool usable() const { return usable_; }
  // Tries to open it again, with this key.
  awaitable<void> open_again(store::MasterKey master);

  // Whether a text has to come here since others before it are still here.
  bool holds_back(const ArrivedText& text) const;

  // The text is on disk when this succeeds. not_found: no line has the number it was sent to.
  // store_full; store_unavailable: it can't be kept here either; stopping.
  awaitable<routing::Result<void>> append(const Lines& lines, ArrivedText text);

  // The oldest that is to be taken in.
  std::optional<Number> next() const;
  // malformed: it is no text; store_unavailable: the file can't be read now; store_damaged: what
  // stands there is no longer what was written.
  awaitable<routing::Result<ArrivedText>> read(Number number);
  // It is kept elsewhere now, or never will be.
  awaitable<void> erase(Number number);
  // It can't be taken in now, though others can: it waits here, with all later ones of its texter
  // where that is known.
  void set_apart(Number number, const ArrivedText& text);
  void set_apart(Number number);
  bool is_apart(const ArrivedText& text) const { return senders_apart_.contains(sender(text)); }
  // Those are to be tried once more.
  void take_back_apart();
  // Wipes the file, where nothing is left in it.
  awaitable<void> clear_if_done();

  // Refuses new work, finishes what waits. Blocks.
  void stop() { worker_.stop(); }

 private:
  static std::string sender(const ArrivedText& text);
  void open();
  void open_proven();
  void opened(const std::string& why_not);

  Place place_;
  store::Database::Clock clock_;
  Log log_;
  std::optional<store::Spool> spool_;  // the worker's, from the end of the constructor on
  std::string said_;                   // why it is not usable, as it was logged last
  bool usable_ = false;
  bool has_begun_ = false;  // there may be something in the file
  std::size_t appending_ = 0;
  std::set<Number> waiting_;
  std::set<Number> apart_;
  std::set<std::string> senders_apart_;
  async::WorkerPool worker_;
};

}  // namespace warmline::flows
