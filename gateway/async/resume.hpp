// How a coroutine waits for another thread: it suspends, `start` gets a Resume to keep, and whoever
// calls it (once, on the coroutine's own executor) lets the coroutine go on, with that exception if
// there is one. Included by .cpp files of this folder only.
#pragma once

#include <exception>
#include <functional>
#include <utility>

#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "gateway/async/awaitable.hpp"

namespace warmline::async {

using Resume = std::move_only_function<void(std::exception_ptr)>;

// `start` must not call the Resume itself: completing inline, under load, nests one coroutine in
// another until the stack is gone. Destroying a Resume uncalled unwinds the coroutine.
template <class Start>
asio::awaitable<void> until_resumed(Start start) {
  auto initiate = [](auto handler, Start begin) { begin(Resume(std::move(handler))); };
  return asio::async_initiate<const asio::use_awaitable_t<>&, void(std::exception_ptr)>(
      std::move(initiate), asio::use_awaitable, std::move(start));
}

}  // namespace warmline::async
