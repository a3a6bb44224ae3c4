#include "tests/faults/faulty_disk.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <utility>

#include <sqlite3.h>

namespace warmline::test {
namespace {

constexpr std::size_t sector_bytes = 512;

int code_of(const DiskFault& fault) {
  switch (fault.operation) {
    case DiskOperation::open:
      return SQLITE_CANTOPEN;
    case DiskOperation::remove:
      return SQLITE_IOERR_DELETE;
    case DiskOperation::read:
      return SQLITE_IOERR_READ;
    case DiskOperation::write:
      return fault.disk_full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    case DiskOperation::sync:
      return SQLITE_IOERR_FSYNC;
    case DiskOperation::truncate:
      return SQLITE_IOERR_TRUNCATE;
    case DiskOperation::size:
      return SQLITE_IOERR_FSTAT;
    case DiskOperation::lock:
      return SQLITE_IOERR_LOCK;
    case DiskOperation::share:
      return SQLITE_IOERR_SHMMAP;
    case DiskOperation::share_lock:
      return SQLITE_IOERR_SHMLOCK;
  }
  std::unreachable();
}

// A file of ours, with the real one right behind it in the same piece of memory.
struct File {
  sqlite3_file base;
  const char* path;  // SQLite keeps it while the file is open; null: a file without a name

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  const sqlite3_io_methods& methods() { return *real()->pMethods; }
};

File& file_of(sqlite3_file* file) {
  return *reinterpret_cast<File*>(file);
}

void write_over(std::string& content, std::int64_t at, std::string_view bytes) {
  const auto begin = static_cast<std::size_t>(at);
  if (content.size() < begin + bytes.size()) content.resize(begin + bytes.size(), '\0');
  content.replace(begin, bytes.size(), bytes);
}

}  // namespace

// What SQLite calls.
struct Vfs {
  static sqlite3_vfs* real;
  static FaultyDisk* disk;

  static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
    file->pMethods = nullptr;
    if (const auto failure = disk->failure_of(DiskOperation::open)) return *failure;
    File& ours = file_of(file);
    ours.path = name;
    ours.real()->pMethods = nullptr;
    const int done = real->xOpen(real, name, ours.real(), flags, out);
    if (ours.real()->pMethods != nullptr) file->pMethods = &methods;
    return done;
  }
  static int remove(sqlite3_vfs*, const char* name, int sync_folder) {
    if (const auto failure = disk->failure_of(DiskOperation::remove)) return *failure;
    disk->removed(name);
    return real->xDelete(real, name, sync_folder);
  }
  static int access(sqlite3_vfs*, const char* name, int flags, int* out) {
    return real->xAccess(real, name, flags, out);
  }
  static int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
    return real->xFullPathname(real, name, size, out);
  }

  static int close(sqlite3_file* file) {
    return file_of(file).methods().xClose(file_of(file).real());
  }
  static int read(sqlite3_file* file, void* to, int count, sqlite3_int64 at) {
    if (const auto failure = disk->failure_of(DiskOperation::read)) return *failure;
    return file_of(file).methods().xRead(file_of(file).real(), to, count, at);
  }
  static int write(sqlite3_file* file, const void* from, int count, sqlite3_int64 at) {
    File& ours = file_of(file);
    const auto failure = disk->failure_of(DiskOperation::write);
    // A write that fails may have been done in part.
    const int done = failure ? count / 2 : count;
    const int ended = ours.methods().xWrite(ours.real(), from, done, at);
    const auto size = static_cast<std::size_t>(done);
    disk->changed(ours.path, {at, std::string(static_cast<const char*>(from), size), false});
    return failure.value_or(ended);
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    if (const auto failure = disk->failure_of(DiskOperation::truncate)) return *failure;
    const int ended = file_of(file).methods().xTruncate(file_of(file).real(), size);
    disk->changed(file_of(file).path, {size, {}, true});
    return ended;
  }
  // The real disk is not made to sync: what is lost at a power loss is decided here.
  static int sync(sqlite3_file* file, int) {
    if (const auto failure = disk->failure_of(DiskOperation::sync)) return *failure;
    disk->synced(file_of(file).path);
    return SQLITE_OK;
  }
  static int size(sqlite3_file* file, sqlite3_int64* out) {
    if (const auto failure = disk->failure_of(DiskOperation::size)) return *failure;
    return file_of(file).methods().xFileSize(file_of(file).real(), out);
  }
  static int lock(sqlite3_file* file, int level) {
    if (const auto failure = disk->failure_of(DiskOperation::lock)) return *failure;
    return file_of(file).methods().xLock(file_of(file).real(), level);
  }
  static int unlock(sqlite3_file* file, int level) {
    return file_of(file).methods().xUnlock(file_of(file).real(), level);
  }
  static int check_reserved(sqlite3_file* file, int* out) {
    return file_of(file).methods().xCheckReservedLock(file_of(file).real(), out);
  }
  static int control(sqlite3_file* file, int what, void* with) {
    return file_of(file).methods().xFileControl(file_of(file).real(), what, with);
  }
  static int sector_size(sqlite3_file* file) {
    return file_of(file).methods().xSectorSize(file_of(file).real());
  }
  static int characteristics(sqlite3_file* file) {
    return file_of(file).methods().xDeviceCharacteristics(file_of(file).real());
  }
  static int share(sqlite3_file* file, int part, int size, int extend, void volatile** out) {
    if (const auto failure = disk->failure_of(DiskOperation::share)) return *failure;
    return file_of(file).methods().xShmMap(file_of(file).real(), part, size, extend, out);
  }
  static int share_lock(sqlite3_file* file, int offset, int count, int flags) {
    if ((flags & SQLITE_SHM_LOCK) != 0) {
      if (const auto failure = disk->failure_of(DiskOperation::share_lock)) return *failure;
    }
    return file_of(file).methods().xShmLock(file_of(file).real(), offset, count, flags);
  }
  static void share_barrier(sqlite3_file* file) {
    file_of(file).methods().xShmBarrier(file_of(file).real());
  }
  static int share_end(sqlite3_file* file, int remove_it) {
    return file_of(file).methods().xShmUnmap(file_of(file).real(), remove_it);
  }

  static constexpr sqlite3_io_methods methods{2,
                                              close,
                                              read,
                                              write,
                                              truncate,
                                              sync,
                                              size,
                                              lock,
                                              unlock,
                                              check_reserved,
                                              control,
                                              sector_size,
                                              characteristics,
                                              share,
                                              share_lock,
                                              share_barrier,
                                              share_end,
                                              nullptr,
                                              nullptr};
};

sqlite3_vfs* Vfs::real = nullptr;
FaultyDisk* Vfs::disk = nullptr;

std::string_view to_string(DiskOperation operation) {
  switch (operation) {
    case DiskOperation::open:
      return "open";
    case DiskOperation::remove:
      return "remove";
    case DiskOperation::read:
      return "read";
    case DiskOperation::write:
      return "write";
    case DiskOperation::sync:
      return "sync";
    case DiskOperation::truncate:
      return "truncate";
    case DiskOperation::size:
      return "size";
    case DiskOperation::lock:
      return "lock";
    case DiskOperation::share:
      return "share";
    case DiskOperation::share_lock:
      return "share_lock";
  }
  std::unreachable();
}

FaultyDisk& FaultyDisk::only() {
  static FaultyDisk disk;
  return disk;
}

FaultyDisk::FaultyDisk() {
  Vfs::disk = this;
  Vfs::real = sqlite3_vfs_find(nullptr);
  static sqlite3_vfs ours = *Vfs::real;
  ours.szOsFile = static_cast<int>(sizeof(File)) + Vfs::real->szOsFile;
  ours.zName = "faulty-disk";
  ours.xOpen = Vfs::open;
  ours.xDelete = Vfs::remove;
  ours.xAccess = Vfs::access;
  ours.xFullPathname = Vfs::full_path;
  if (sqlite3_vfs_register(&ours, /*makeDflt=*/1) != SQLITE_OK) {
    throw std::runtime_error("SQLite does not take another disk");
  }
}

void FaultyDisk::fail(const DiskFault& fault) {
  const std::lock_guard lock(mutex_);
  fault_ = fault;
  left_ = fault.nth;
  has_failed_ = false;
}

void FaultyDisk::lift() {
  const std::lock_guard lock(mutex_);
  fault_.reset();
}

bool FaultyDisk::has_failed() const {
  const std::lock_guard lock(mutex_);
  return has_failed_;
}

std::optional<int> FaultyDisk::failure_of(DiskOperation operation) {
  const std::lock_guard lock(mutex_);
  if (!fault_ || fault_->operation != operation) return std::nullopt;
  if (left_ > 0) --left_;
  if (left_ > 0 || (has_failed_ && !fault_->from_then_on)) return std::nullopt;
  has_failed_ = true;
  return code_of(*fault_);
}

void FaultyDisk::watch(const std::filesystem::path& folder, std::function<void()> on_change) {
  const std::lock_guard lock(mutex_);
  folder_ = folder.string() + '/';
  watched_.clear();
  on_change_ = std::move(on_change);
}

void FaultyDisk::stop_watching() {
  const std::lock_guard lock(mutex_);
  folder_.clear();
  on_change_ = nullptr;
}

void FaultyDisk::changed(const char* path, Change change) {
  std::unique_lock lock(mutex_);
  if (path == nullptr || folder_.empty() || !std::string_view(path).starts_with(folder_)) return;
  watched_[path].pending.push_back(std::move(change));
  const auto tell = on_change_;
  lock.unlock();
  tell();
}

void FaultyDisk::synced(const char* path) {
  std::unique_lock lock(mutex_);
  if (path == nullptr || folder_.empty() || !std::string_view(path).starts_with(folder_)) return;
  auto& watched = watched_[path];
  for (const auto& change : watched.pending) {
    if (change.is_truncation) {
      watched.synced.resize(static_cast<std::size_t>(change.at));
    } else {
      write_over(watched.synced, change.at, change.bytes);
    }
  }
  watched.pending.clear();
  const auto tell = on_change_;
  lock.unlock();
  tell();
}

void FaultyDisk::removed(const char* path) {
  const std::lock_guard lock(mutex_);
  watched_.erase(path);
}

void FaultyDisk::leave_after(PowerLoss loss, std::mt19937& chance,
                             const std::filesystem::path& to) const {
  const std::lock_guard lock(mutex_);
  std::bernoulli_distribution is_kept;
  for (const auto& [path, watched] : watched_) {
    std::string left = watched.synced;
    for (const auto& change : watched.pending) {
      if (loss == PowerLoss::drops_all) break;
      if (change.is_truncation) {
        if (is_kept(chance)) left.resize(static_cast<std::size_t>(change.at));
        continue;
      }
      const std::size_t step = loss == PowerLoss::tears ? sector_bytes : change.bytes.size();
      for (std::size_t done = 0; done < change.bytes.size(); done += step) {
        if (!is_kept(chance)) continue;
        write_over(left, change.at + static_cast<std::int64_t>(done),
                   std::string_view(change.bytes).substr(done, step));
      }
    }
    std::ofstream(to / std::filesystem::path(path).filename(), std::ios::binary) << left;
  }
}

}  // namespace warmline::test
