// What is served besides the webhooks and the API: the web app, and what those who run the service
// look at.
#pragma once

#include "gateway/async/awaitable.hpp"
#include "gateway/flows/store_thread.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/response.hpp"
#include "gateway/metrics.hpp"

namespace warmline {

// Loop thread only.
class Pages {
 public:
  using Answer = async::asio::awaitable<http::Response>;

  // References must outlive the requests under way.
  Pages(flows::StoreThread& store, const Metrics& metrics) : store_(store), metrics_(metrics) {}

  // 200 while the process lives.
  Answer healthz(http::Request request) const;
  // 200 while a text could be kept and staff could read; else 503 with the reason.
  Answer readyz(http::Request request);
  // Not for whoever comes through a proxy: 404 then.
  Answer metrics(http::Request request) const;
  // A file of the web app. Paths without a file ending are the app's own places and get its page.
  Answer inbox(http::Request request) const;

 private:
  flows::StoreThread& store_;
  const Metrics& metrics_;
};

}  // namespace warmline
