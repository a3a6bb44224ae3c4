// An append-only file of lines, written by a thread of its own so that the loop never waits for a
// disk.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>

namespace warmline::carriers::simulator {

class StateFile {
 public:
  // Makes the file where there is none. Throws std::runtime_error when it can't be opened.
  explicit StateFile(const std::filesystem::path& path);
  ~StateFile();  // writes what waits
  StateFile(const StateFile&) = delete;
  StateFile& operator=(const StateFile&) = delete;

  // What was in it when it was opened.
  static std::string read(const std::filesystem::path& path);

  // Any thread. Waits only while 64 MiB have not been written yet.
  void append(std::string line);

 private:
  void write_until_stopped();

  std::ofstream file_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string waiting_;  // guarded by mutex_
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace warmline::carriers::simulator
