// A list that is made once and then goes around with what it belongs to: copies share it, so that
// copying costs the same however long it is.
#pragma once

#include <initializer_list>
#include <memory>
#include <ranges>
#include <utility>
#include <vector>

namespace warmline::routing {

template <class T>
class SharedList : public std::ranges::view_interface<SharedList<T>> {
 public:
  SharedList() = default;
  SharedList(std::vector<T> items)
      : items_(std::make_shared<const std::vector<T>>(std::move(items))) {}
  SharedList(std::initializer_list<T> items) : SharedList(std::vector<T>(items)) {}

  const T* begin() const { return items_ ? items_->data() : nullptr; }
  const T* end() const { return items_ ? items_->data() + items_->size() : nullptr; }

 private:
  std::shared_ptr<const std::vector<T>> items_;
};

}  // namespace warmline::routing
