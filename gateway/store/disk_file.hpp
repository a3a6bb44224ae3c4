// One file, read and written in place, and what it takes to have it on disk. Failures throw
// std::system_error that names the file. One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "gateway/store/seal.hpp"

namespace warmline::store {

class DiskFile {
 public:
  // `flags` as for open(2); a new file is for its owner alone.
  DiskFile(std::string path, int flags);
  ~DiskFile();
  DiskFile(const DiskFile&) = delete;
  DiskFile& operator=(const DiskFile&) = delete;

  // All of it, up to `longest` bytes.
  Bytes read(std::size_t longest) const;
  // `size` bytes; throws where the file ends before.
  Bytes read_at(std::size_t offset, std::size_t size) const;
  void write_at(std::size_t offset, std::span<const std::uint8_t> bytes);
  // What was written is on disk when this returns.
  void sync();
  // The disk has room for the first `size` bytes from now on; they are zero where nothing was
  // written.
  void reserve(std::size_t size);
  // Takes the lock of flock(2) unless another process has it. It goes with the file.
  bool lock();

 private:
  [[noreturn]] void fail(const char* what, int error) const;

  std::string path_;
  int descriptor_;
};

// A file's new name is on disk only once its folder is.
void sync_folder_of(const std::string& path);

}  // namespace warmline::store
