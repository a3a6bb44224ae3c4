#include "gateway/carriers/simulator/state_file.hpp"

#include <iterator>
#include <stdexcept>
#include <utility>

namespace warmline::carriers::simulator {
namespace {

constexpr std::size_t waiting_bytes_max = 64UZ * 1024 * 1024;

// A line that a crash cut off must not run into the next one.
bool ends_within_a_line(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file || file.tellg() <= 0) return false;
  file.seekg(-1, std::ios::end);
  return file.get() != '\n';
}

}  // namespace

StateFile::StateFile(const std::filesystem::path& path) {
  const bool cut_off = ends_within_a_line(path);
  file_.open(path, std::ios::binary | std::ios::app);
  if (!file_) throw std::runtime_error("can't open the simulator's state file " + path.string());
  if (cut_off) waiting_ = "\n";
  thread_ = std::thread([this] { write_until_stopped(); });
}

StateFile::~StateFile() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

std::string StateFile::read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void StateFile::append(std::string line) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return waiting_.size() < waiting_bytes_max; });
  waiting_.append(line).push_back('\n');
  lock.unlock();
  changed_.notify_all();
}

void StateFile::write_until_stopped() {
  std::unique_lock lock(mutex_);
  while (!stopping_ || !waiting_.empty()) {
    changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    const auto lines = std::exchange(waiting_, {});
    lock.unlock();
    changed_.notify_all();
    file_ << lines << std::flush;
    lock.lock();
  }
}

}  // namespace warmline::carriers::simulator
