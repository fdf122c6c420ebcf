// The floor: the least that a single-threaded server can do to bring one user's events from Redis to that user's streams.
// One non-blocking send for each frame and stream, of a chunk that is built once. No token check, no log, no heartbeat.
//   floor PORT REDIS_PORT [CHANNEL_PREFIX]
#include <sys/epoll.h>
#include <sys/resource.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "redis.h"
#include "sockets.h"

namespace {

constexpr size_t kMaxQueuedBytes = 256 * 1024;  // as many as an edge lets wait for one reader
constexpr size_t kMaxRequestBytes = 16 * 1024;
constexpr std::string_view kHead =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncache-control: no-cache\r\ntransfer-encoding: chunked\r\n\r\n4\r\n: \n\n\r\n";

struct Channel;

struct Connection {
  explicit Connection(int fd) : fd(fd) {}

  int fd;
  Channel* channel = nullptr;
  size_t place = 0;     // in the channel's list
  std::string request;  // until it is complete
  std::string queue;    // what the socket has not taken
};

struct Channel {
  std::string name;
  bool subscribed = false;
  std::vector<Connection*> connections;
};

class Floor {
 public:
  Floor(int port, int redis_port, std::string prefix)
      : prefix_(std::move(prefix)), epoll_(epoll_create1(0)), listener_(Listen(port)), redis_(redis_port) {
    Watch(EPOLL_CTL_ADD, listener_, EPOLLIN, &listener_);
    Watch(EPOLL_CTL_ADD, redis_.fd(), EPOLLIN, &redis_);
  }

  [[noreturn]] void Run() {
    epoll_event events[512];
    while (true) {
      int count = epoll_wait(epoll_, events, 512, -1);
      if (count < 0 && errno != EINTR) Die("epoll_wait");
      for (int i = 0; i < count; i++) {
        if (events[i].data.ptr == &listener_) {
          Accept();
        } else if (events[i].data.ptr == &redis_) {
          redis_.Read([this](Redis::Message message) { OnMessage(message); });
        } else {
          OnReady(static_cast<Connection*>(events[i].data.ptr), events[i].events);
        }
      }
      // Not before: an event of this round may still name one of them.
      for (Connection* closed : closed_) delete closed;
      closed_.clear();
      redis_.Flush();
    }
  }

 private:
  void Watch(int operation, int fd, uint32_t interest, void* owner) {
    epoll_event event{.events = interest, .data = {.ptr = owner}};
    if (epoll_ctl(epoll_, operation, fd, &event) != 0) Die("epoll_ctl");
  }

  void Accept() {
    int fd;
    while ((fd = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK)) >= 0) {
      SetNoDelay(fd);
      Watch(EPOLL_CTL_ADD, fd, EPOLLIN, new Connection(fd));
    }
    if (errno != EAGAIN && errno != ECONNABORTED && errno != EMFILE) Die("accept4");
  }

  void OnReady(Connection* connection, uint32_t events) {
    if (connection->fd < 0) return;
    if (events & EPOLLOUT) Drain(connection);
    if (connection->fd >= 0 && (events & ~EPOLLOUT)) Receive(connection);
  }

  void Receive(Connection* connection) {
    char bytes[4096];
    ssize_t length = recv(connection->fd, bytes, sizeof bytes, 0);
    if (length == 0 || (length < 0 && errno != EAGAIN)) return Close(connection);
    // A stream's client has nothing more to say.
    if (length < 0 || connection->channel != nullptr) return;
    connection->request.append(bytes, length);
    if (connection->request.size() > kMaxRequestBytes) return Close(connection);
    if (connection->request.find("\r\n\r\n") != std::string::npos) Open(connection);
  }

  void Open(Connection* connection) {
    std::string_view line = std::string_view(connection->request).substr(0, connection->request.find('\r'));
    size_t user = line.find("user=");
    if (!line.starts_with("GET ") || user == std::string_view::npos) return Close(connection);
    line.remove_prefix(user + 5);
    std::string name = prefix_ + std::string(line.substr(0, line.find_first_of(" &")));
    std::string().swap(connection->request);

    Channel& channel = channels_[name];
    if (channel.connections.empty()) {
      channel.name = name;
      channel.subscribed = false;
      redis_.Subscribe(name);
    }
    connection->channel = &channel;
    connection->place = channel.connections.size();
    channel.connections.push_back(connection);
    // Answered when Redis has acknowledged, so that nothing published after the answer is missed.
    if (channel.subscribed) Send(connection, kHead);
  }

  void OnMessage(const Redis::Message& message) {
    auto found = channels_.find(std::string(message.channel));
    if (found == channels_.end()) return;
    Channel& channel = found->second;
    if (message.is_acknowledgement) {
      channel.subscribed = true;
      SendToAll(channel, kHead);
    } else if (channel.subscribed) {
      BuildChunk(message.payload);
      SendToAll(channel, chunk_);
    }
  }

  // Backwards, because a connection that is closed swaps places with the last one.
  void SendToAll(Channel& channel, std::string_view bytes) {
    for (size_t i = channel.connections.size(); i-- > 0;) Send(channel.connections[i], bytes);
  }

  // The same bytes as an edge's: of an envelope {"id":"…","type":"…","event":{…}} the id and the event, anything else as it is.
  void BuildChunk(std::string_view payload) {
    constexpr std::string_view kId = "{\"id\":\"", kEvent = ",\"event\":";
    frame_.assign("event: message\n");
    size_t id_end = payload.find('"', kId.size()), event = payload.find(kEvent);
    if (payload.starts_with(kId) && id_end != std::string_view::npos && event != std::string_view::npos) {
      frame_.append("id: ").append(payload.substr(kId.size(), id_end - kId.size())).append("\n");
      payload = payload.substr(event + kEvent.size());
      payload.remove_suffix(1);
    }
    frame_.append("data: ").append(payload).append("\n\n");

    char size[16];
    auto end = std::to_chars(size, size + sizeof size, frame_.size(), 16).ptr;
    chunk_.assign(size, end).append("\r\n").append(frame_).append("\r\n");
  }

  void Send(Connection* connection, std::string_view bytes) {
    if (!connection->queue.empty()) return Queue(connection, bytes);
    ssize_t sent = send(connection->fd, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent == static_cast<ssize_t>(bytes.size())) return;
    if (sent < 0 && errno != EAGAIN) return Close(connection);
    Watch(EPOLL_CTL_MOD, connection->fd, EPOLLIN | EPOLLOUT, connection);
    Queue(connection, bytes.substr(sent < 0 ? 0 : sent));
  }

  void Queue(Connection* connection, std::string_view bytes) {
    if (connection->queue.size() + bytes.size() > kMaxQueuedBytes) return Close(connection);
    connection->queue.append(bytes);
  }

  void Drain(Connection* connection) {
    ssize_t sent = send(connection->fd, connection->queue.data(), connection->queue.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0) return errno == EAGAIN ? void() : Close(connection);
    connection->queue.erase(0, sent);
    if (!connection->queue.empty()) return;
    std::string().swap(connection->queue);
    Watch(EPOLL_CTL_MOD, connection->fd, EPOLLIN, connection);
  }

  void Close(Connection* connection) {
    if (connection->fd < 0) return;
    close(connection->fd);
    connection->fd = -1;
    closed_.push_back(connection);
    Channel* channel = connection->channel;
    if (channel == nullptr) return;
    Connection* last = channel->connections.back();
    channel->connections[connection->place] = last;
    last->place = connection->place;
    channel->connections.pop_back();
    if (channel->connections.empty()) redis_.Unsubscribe(channel->name);
  }

  std::string prefix_;
  int epoll_;
  int listener_;
  Redis redis_;
  std::unordered_map<std::string, Channel> channels_;
  std::vector<Connection*> closed_;
  std::string frame_, chunk_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "floor PORT REDIS_PORT [CHANNEL_PREFIX]\n");
    return 2;
  }
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);

  Floor floor(std::atoi(argv[1]), std::atoi(argv[2]), argc > 3 ? argv[3] : "cs:sse:user:");
  std::puts("ready");
  std::fflush(stdout);
  floor.Run();
}
