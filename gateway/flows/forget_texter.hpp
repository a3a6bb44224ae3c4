// Finishes what forgetting a texter began, whoever began it: the rest of a long thread, what is
// left of the words in the older parts of the search index, and the write-ahead log.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "gateway/async/task_group.hpp"
#include "gateway/async/wakeup.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/store/erasing.hpp"
#include "routing/instant.hpp"

namespace warmline::flows {

class Forgetter {
 public:
  // One line for the log when it can't be finished now, and why.
  using Log = std::function<void(const std::string& line)>;

  Forgetter(async::asio::any_io_executor loop, store::Database& database, StoreThread& store,
            async::TaskGroup& tasks, Log log);

  // At the start, when woken, and every now and then (another process may have begun), until the
  // task group is closed.
  awaitable<void> run();
  // Everything there is to do now, in short jobs. A problem of the store ends it early.
  awaitable<Result<void>> finish();

  // Somebody was forgotten, or words were erased. Loop thread.
  void wake() { wakeup_.wake(); }

 private:
  awaitable<Result<void>> erase_rest();
  awaitable<Result<void>> tidy_files(std::optional<routing::Instant> until);
  void tell(const std::string& trouble);
  awaitable<Result<bool>> merge();

  store::Database& database_;
  StoreThread& store_;
  async::TaskGroup& tasks_;
  Log log_;
  std::string said_;
  async::Wakeup wakeup_;
  std::optional<routing::Instant> finished_until_;  // with everybody forgotten until then
};

}  // namespace warmline::flows
