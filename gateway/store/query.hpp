// One connection's prepared statements, kept, and one run of one of them. Values go in and out as
// the types of the domain: ids as 16 bytes, times as microseconds, enums as their words. Failures
// of SQLite throw SQLite::Exception.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "gateway/store/seal.hpp"
#include "routing/ids.hpp"
#include "routing/instant.hpp"

namespace warmline::store {

// SQLite refused: the disk is full, the file is locked or damaged. what() says why.
using Refused = SQLite::Exception;

// Why a database can't be used, in words for the operator: written by a newer version, another
// master key, not a database.
struct Unusable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The file holds what this program can't have written.
struct Corrupt : std::runtime_error {
  using std::runtime_error::runtime_error;
};

template <class T>
inline constexpr bool is_id = false;
template <class Thing>
inline constexpr bool is_id<routing::Id<Thing>> = true;
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

// One run of a kept statement. Parameters are bound in order when it is made; it is ready for its
// next run when it goes.
class Query {
 public:
  struct Kept {
    SQLite::Statement statement;
    bool in_use = false;
  };

  explicit Query(std::shared_ptr<Kept> kept) : kept_(std::move(kept)) { kept_->in_use = true; }
  Query(Query&& other) noexcept = default;
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  // The next row, if there is one.
  bool next() { return kept_->statement.executeStep(); }
  int columns() const { return kept_->statement.getColumnCount(); }
  // For changes: runs to the end and says how many rows changed.
  int run();

  template <class T>
  T get(int column) const {
    if constexpr (is_optional<T>) {
      if (kept_->statement.getColumn(column).isNull()) return std::nullopt;
      return get<typename T::value_type>(column);
    } else if constexpr (is_id<T>) {
      const auto id = T::from_bytes(blob(column));
      if (!id) throw Corrupt("an id that is not 16 bytes");
      return *id;
    } else if constexpr (std::same_as<T, routing::Instant>) {
      return routing::Instant(routing::Duration(kept_->statement.getColumn(column).getInt64()));
    } else if constexpr (std::same_as<T, bool>) {
      return kept_->statement.getColumn(column).getInt() != 0;
    } else if constexpr (std::same_as<T, std::string>) {
      return kept_->statement.getColumn(column).getString();
    } else if constexpr (std::same_as<T, Bytes>) {
      const auto raw = blob(column);
      return Bytes(raw.begin(), raw.end());
    } else {
      static_assert(std::integral<T>);
      return static_cast<T>(kept_->statement.getColumn(column).getInt64());
    }
  }

  // A word that stands for an enum's value.
  template <class Enum>
  Enum get_word(int column, std::optional<Enum> (*parse)(std::string_view)) const {
    const auto value = parse(get<std::string>(column));
    if (!value) throw Corrupt("an unknown word in column " + std::to_string(column));
    return *value;
  }

  // Valid until the next row.
  std::span<const std::uint8_t> blob(int column) const;

  template <class T>
  void bind(int index, const T& value) {
    auto& statement = kept_->statement;
    if constexpr (is_optional<T>) {
      if (value) bind(index, *value);
    } else if constexpr (is_id<T>) {
      statement.bind(index, value.bytes().data(), static_cast<int>(value.bytes().size()));
    } else if constexpr (std::same_as<T, routing::Instant>) {
      statement.bind(index, static_cast<std::int64_t>(value.time_since_epoch().count()));
    } else if constexpr (std::same_as<T, Bytes>) {
      statement.bind(index, value.data(), static_cast<int>(value.size()));
    } else if constexpr (std::convertible_to<T, std::string_view>) {
      statement.bind(index, std::string(std::string_view(value)));
    } else {
      static_assert(std::integral<T>);
      statement.bind(index, static_cast<std::int64_t>(value));
    }
  }

 private:
  std::shared_ptr<Kept> kept_;
};

// Belongs to one thread at a time.
class Connection {
 public:
  Connection(const std::string& path, int flags);

  // `sql` must outlive the connection: a literal, or made once.
  template <class... Values>
  Query query(std::string_view sql, const Values&... values) {
    Query query(kept(sql));
    int index = 0;
    (query.bind(++index, values), ...);
    return query;
  }

  void execute(const std::string& sql) { database_.exec(sql); }
  std::int64_t last_row_id() const { return database_.getLastInsertRowid(); }
  SQLite::Database& raw() { return database_; }

  // Something of what was read was damaged, and was left out: why. Said once.
  void left_out(std::string why) { left_out_ = std::move(why); }
  std::optional<std::string> take_left_out() { return std::exchange(left_out_, std::nullopt); }

 private:
  std::shared_ptr<Query::Kept> kept(std::string_view sql);

  SQLite::Database database_;
  // Hashed by where it stands in memory: its letters are many, and compared when it is found.
  struct Place {
    std::size_t operator()(std::string_view sql) const {
      return std::hash<const char*>()(sql.data());
    }
  };
  std::unordered_map<std::string_view, std::shared_ptr<Query::Kept>, Place> kept_;
  std::optional<std::string> left_out_;
};

}  // namespace warmline::store
