// The disk as SQLite sees it in this program, which can be made to fail, and to forget what was not
// synced when the power went. It stands between SQLite and its own files
// (https://www.sqlite.org/vfs.html); everything goes to real files as well.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace warmline::test {

enum class DiskOperation {
  open,
  remove,
  read,
  write,
  sync,
  truncate,
  size,
  lock,
  share,       // the memory that connections share is made larger
  share_lock,  // and parts of it locked
};
inline constexpr std::array disk_operations{
    DiskOperation::open,  DiskOperation::remove,    DiskOperation::read, DiskOperation::write,
    DiskOperation::sync,  DiskOperation::truncate,  DiskOperation::size, DiskOperation::lock,
    DiskOperation::share, DiskOperation::share_lock};

std::string_view to_string(DiskOperation operation);

struct DiskFault {
  DiskOperation operation = DiskOperation::write;
  int nth = 1;  // 1: the next one
  bool from_then_on = false;
  bool disk_full = false;  // writes: no room is left, instead of a broken disk
};

// What a power loss does to what was written and not synced.
enum class PowerLoss {
  drops_all,
  keeps_some,  // each write, or not, in any order
  tears,       // each sector of 512 bytes, or not
};

// Safe to use from several threads.
class FaultyDisk {
 public:
  // The program's; from the first call on SQLite uses it for every file.
  static FaultyDisk& only();

  void fail(const DiskFault& fault);
  // Nothing fails any more.
  void lift();
  // Whether the last fault hit something.
  bool has_failed() const;

  // Remembers from now on what of this folder's files is synced; the files must not exist yet.
  // `on_change` is called after each write, sync and truncate, on the thread that does it.
  void watch(const std::filesystem::path& folder, std::function<void()> on_change);
  void stop_watching();
  // What the watched folder would hold after a power loss now, into another one.
  void leave_after(PowerLoss loss, std::mt19937& chance, const std::filesystem::path& to) const;

 private:
  friend struct Vfs;
  struct Change {
    std::int64_t at = 0;
    std::string bytes;
    bool is_truncation = false;  // to `at`
  };
  struct Watched {
    std::string synced;
    std::vector<Change> pending;
  };

  FaultyDisk();
  // Counts one operation; what SQLite is to be told when this is the one that fails.
  std::optional<int> failure_of(DiskOperation operation);
  void changed(const char* path, Change change);
  void synced(const char* path);
  void removed(const char* path);

  mutable std::mutex mutex_;
  std::optional<DiskFault> fault_;
  int left_ = 0;  // until the fault hits
  bool has_failed_ = false;
  std::string folder_;
  std::map<std::string, Watched> watched_;
  std::function<void()> on_change_;
};

}  // namespace warmline::test
