#include "gateway/carriers/rest.hpp"

#include <atomic>
#include <charconv>
#include <exception>
#include <memory>
#include <mutex>
#include <stdexcept>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cpprest/http_client.h>
#include <pplx/threadpool.h>

#include "gateway/carriers/base64.hpp"

namespace warmline::carriers {
namespace {

namespace asio = boost::asio;
namespace client = web::http::client;

// How far the request got. It only leaves `preparing` once, so that whoever ends it knows for
// certain whether its body went out.
enum class Progress { preparing, sending, abandoned };

struct Abandoned : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// One request under way, shared by the loop, cpprestsdk's threads and the deadline's timer.
template <class Handler>
class Call : public std::enable_shared_from_this<Call<Handler>> {
 public:
  Call(asio::any_io_executor loop, Handler handler)
      : loop_(asio::prefer(std::move(loop), asio::execution::outstanding_work.tracked)),
        timer_(std::make_unique<asio::steady_timer>(loop_)),
        handler_(std::make_unique<Handler>(std::move(handler))) {}

  void start(RestRequest request) {
    answer_bytes_max_ = request.answer_bytes_max;
    watch(request.deadline);
    try {
      send(std::move(request));
    } catch (const std::exception&) {
      // A URL that can't be used, for one.
      end_in_failure();
    }
  }

 private:
  // Lets go of the coroutine, without resuming it, when the loop is destroyed under it: then
  // nothing of ours may touch the loop any more. Lives in the timer's handler, which the loop owns.
  struct WhenLoopGoes {
    std::shared_ptr<Call> call;
    explicit WhenLoopGoes(std::shared_ptr<Call> owner) : call(std::move(owner)) {}
    WhenLoopGoes(WhenLoopGoes&&) noexcept = default;
    ~WhenLoopGoes() {
      if (call) call->let_go();
    }
  };

  void watch(std::chrono::milliseconds deadline) {
    timer_->expires_after(deadline);
    timer_->async_wait(
        [guard = WhenLoopGoes(this->shared_from_this())](boost::system::error_code error) mutable {
          const auto call = std::exchange(guard.call, nullptr);
          if (error) return;
          call->end_in_failure();
          call->cancel_.cancel();  // closes the connection
        });
  }

  void send(RestRequest request) {
    client::http_client_config config;
    config.set_timeout(request.deadline);
    config.set_max_redirects(0);
    const web::uri url(request.url.substr(0, request.url.find('#')));
    web::http::http_request message(request.method);
    message.set_request_uri(url.resource());
    if (!request.user.empty()) {
      // Not web::credentials: on Linux it leaves a copy of the password behind with each request.
      message.headers().add("Authorization",
                            "Basic " + base64(request.user + ':' + request.password));
    }
    for (const auto& [name, value] : request.headers) message.headers().add(name, value);
    if (!request.body.empty()) message.set_body(std::move(request.body), request.content_type);
    message.set_progress_handler(
        [call = this->shared_from_this()](web::http::message_direction::direction direction,
                                          utility::size64_t bytes) {
          call->on_progress(direction, bytes);
        });
    // Dropped with this call: no connection outlives its request.
    client::http_client one_request(url.authority(), config);
    one_request.request(message, cancel_.get_token())
        .then([](web::http::http_response answer) { return answer.content_ready(); })
        .then([](web::http::http_response answer) { return answered(std::move(answer)); })
        .then([call = this->shared_from_this()](pplx::task<RestOutcome> task) {
          call->on_end(std::move(task));
        });
  }

  // On one of cpprestsdk's threads; throwing here ends the request. It is called before the first
  // byte of the body is written (http_client_asio.cpp, handle_write_large_body), or, without a
  // body, when the head has been.
  void on_progress(web::http::message_direction::direction direction, utility::size64_t bytes) {
    if (direction == web::http::message_direction::download) {
      if (bytes > answer_bytes_max_) {
        too_long_ = true;
        throw std::length_error("the answer is too long");
      }
      return;
    }
    auto expected = Progress::preparing;
    if (!progress_.compare_exchange_strong(expected, Progress::sending) &&
        expected == Progress::abandoned) {
      throw Abandoned("the request was given up before it was sent");
    }
  }

  // No get() before the last step: it would block one of cpprestsdk's few threads on work that the
  // same threads are to do.
  static pplx::task<RestOutcome> answered(web::http::http_response answer) {
    RestOutcome outcome;
    outcome.end = RestEnd::answered;
    outcome.status = answer.status_code();
    outcome.retry_after = retry_after(answer.headers());
    const auto date = answer.headers().find("Date");
    if (date != answer.headers().end()) outcome.date = date->second;
    const auto location = answer.headers().find("Location");
    if (location != answer.headers().end()) outcome.location = location->second;
    return answer.extract_vector().then(
        [outcome = std::move(outcome)](const std::vector<unsigned char>& bytes) mutable {
          outcome.body.assign(bytes.begin(), bytes.end());
          return outcome;
        });
  }

  void on_end(pplx::task<RestOutcome> task) {
    try {
      end(task.get());
    } catch (const std::exception&) {
      end_in_failure();
    }
  }

  static std::optional<std::chrono::seconds> retry_after(const web::http::http_headers& headers) {
    const auto found = headers.find("Retry-After");
    if (found == headers.end()) return std::nullopt;
    const auto& text = found->second;
    unsigned seconds = 0;
    const auto [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc() || stopped != text.data() + text.size()) return std::nullopt;
    return std::chrono::seconds(seconds);
  }

  void end_in_failure() {
    auto expected = Progress::preparing;
    const bool never_sent = progress_.compare_exchange_strong(expected, Progress::abandoned) ||
                            expected == Progress::abandoned;
    end({.end = never_sent ? RestEnd::not_sent : RestEnd::unknown,
         .status = 0,
         .retry_after = std::nullopt,
         .date = {},
         .location = {},
         .body = {},
         .too_long = too_long_});
  }

  // The outcome on its way to the loop, with all that belongs to the loop: a call may outlive the
  // loop, on another thread. Whoever posts it holds mutex_ until it has let go of the loop, and
  // the loop waits for that: the caller may well destroy the loop next.
  struct Resumption {
    std::shared_ptr<Call> call;
    std::unique_ptr<asio::steady_timer> timer;
    std::unique_ptr<Handler> handler;
    RestOutcome outcome;

    Resumption(std::shared_ptr<Call> ended, RestOutcome result)
        : call(std::move(ended)),
          timer(std::move(call->timer_)),
          handler(std::move(call->handler_)),
          outcome(std::move(result)) {}
    Resumption(Resumption&&) noexcept = default;
    ~Resumption() { wait_for_poster(); }

    void operator()() {
      wait_for_poster();
      timer.reset();
      (*handler)(std::move(outcome));
    }
    void wait_for_poster() {
      if (const auto posted = std::exchange(call, nullptr)) {
        const std::lock_guard lock(posted->mutex_);
      }
    }
  };

  // The first end counts. Any thread.
  void end(RestOutcome outcome) {
    const std::lock_guard lock(mutex_);
    if (!handler_) return;
    asio::post(loop_, Resumption(this->shared_from_this(), std::move(outcome)));
    loop_ = {};
  }

  void let_go() {
    const std::lock_guard lock(mutex_);
    timer_.reset();
    handler_.reset();
    loop_ = {};
  }

  std::mutex mutex_;  // guards the next three
  asio::any_io_executor loop_;
  std::unique_ptr<asio::steady_timer> timer_;
  std::unique_ptr<Handler> handler_;
  std::size_t answer_bytes_max_ = 0;  // set before anything is sent
  std::atomic<bool> too_long_ = false;
  std::atomic<Progress> progress_ = Progress::preparing;
  pplx::cancellation_token_source cancel_;
};

}  // namespace

async::asio::awaitable<RestOutcome> request(RestRequest request) {
  auto begin = [](auto handler, RestRequest wanted) {
    using Handler = decltype(handler);
    const asio::any_io_executor loop = asio::get_associated_executor(handler);
    std::make_shared<Call<Handler>>(loop, std::move(handler))->start(std::move(wanted));
  };
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(RestOutcome)>(
      std::move(begin), asio::use_awaitable, std::move(request));
}

void start_rest_threads(std::size_t threads) {
  crossplat::threadpool::initialize_with_threads(threads);
}

}  // namespace warmline::carriers
