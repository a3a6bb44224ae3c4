// What is served while the database can't be opened: that we live, why nothing else is done, and
// the webhooks for texts, which go to the spool where it opens.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "config/config.hpp"
#include "gateway/async/awaitable.hpp"
#include "gateway/async/wakeup.hpp"
#include "gateway/carriers/carrier.hpp"
#include "gateway/environment.hpp"
#include "gateway/flows/lines.hpp"
#include "gateway/flows/text_spool.hpp"
#include "gateway/http/listener.hpp"
#include "gateway/http/server.hpp"
#include "gateway/webhooks/webhooks.hpp"

namespace warmline {

// Loop thread only.
class Standby {
 public:
  // Serves from now on. `listener` must outlive this.
  Standby(boost::asio::io_context& loop, const config::Config& config,
          const Environment& environment, const http::Listener& listener, http::Limits limits);

  // Why the database can't be opened; shown in /readyz, and logged where it is new. With the spool
  // where it is ours alone and the master key is there: `may_spool`.
  async::asio::awaitable<void> because(std::string reason, config::MasterKey key, bool may_spool);

  // Ends what is served; the next server finds whoever comes meanwhile waiting.
  async::asio::awaitable<void> stop();

 private:
  async::asio::awaitable<http::Response> message(http::Request request);
  http::Router routes();

  boost::asio::io_context& loop_;
  const Environment environment_;
  const std::string spool_file_;
  const flows::Lines lines_;
  const std::vector<std::unique_ptr<carriers::Carrier>> carriers_;
  const flows::Carriers carriers_by_name_;
  async::Wakeup stopping_;  // never woken: for waiting on the way out
  std::string reason_;
  std::unique_ptr<flows::TextSpool> spool_;
  std::unique_ptr<webhooks::SpooledWebhooks> webhooks_;
  http::Server server_;
};

}  // namespace warmline
