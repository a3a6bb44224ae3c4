// A folder for one test; it goes with it.
#pragma once

#include <filesystem>

namespace warmline::test {

class TemporaryFolder {
 public:
  TemporaryFolder();
  // In another folder than the system's own for such things.
  explicit TemporaryFolder(const std::filesystem::path& parent);
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace warmline::test
