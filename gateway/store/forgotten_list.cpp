#include "gateway/store/forgotten_list.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gateway/store/disk_file.hpp"

namespace warmline::store::forgotten_list {
namespace {

// As SQLite does with its own files: what root makes, by a command, the service has to write too.
void give_to_owner_of(const std::string& database, const std::string& path) {
  struct stat owner{};
  if (::geteuid() != 0 || ::stat(database.c_str(), &owner) != 0) return;
  if (::chown(path.c_str(), owner.st_uid, owner.st_gid) != 0) {
    throw std::system_error(errno, std::generic_category(), path + " can't be given to its owner");
  }
}

}  // namespace

std::string path_for(const std::string& database) {
  return database + ".forgotten";
}

void add(const std::string& database, routing::TexterId texter) {
  const std::string path = path_for(database);
  const bool is_new = !std::filesystem::exists(path);
  DiskFile list(path, O_WRONLY | O_APPEND | O_CREAT);
  // The newline before it ends what a crash may have cut short.
  const std::string line = "\n" + texter.text() + "\n";
  // With O_APPEND it goes to the end, whatever place is named (pwrite(2), "Bugs"), also while
  // another process adds to the list.
  list.write_at(0, {reinterpret_cast<const std::uint8_t*>(line.data()), line.size()});
  list.sync();
  if (!is_new) return;
  give_to_owner_of(database, path);
  sync_folder_of(path);
}

std::vector<routing::TexterId> all(const std::string& database) {
  std::ifstream list(path_for(database));
  std::vector<routing::TexterId> found;
  for (std::string line; std::getline(list, line);) {
    const auto texter = routing::TexterId::parse(line);
    if (texter && std::ranges::find(found, *texter) == found.end()) found.push_back(*texter);
  }
  return found;
}

}  // namespace warmline::store::forgotten_list
