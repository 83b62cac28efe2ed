-- The load: GitLab's POST /v1/amazon_q/events. Warm: 64 users; cold: a new one every request.
-- Each of 1,024 merge requests in turn, since events of one merge request are delivered one after the other.
local token, role, instance, cold = os.getenv("BENCH_TOKEN"), os.getenv("BENCH_ROLE_ARN"), os.getenv("BENCH_INSTANCE_UID"), os.getenv("BENCH_COLD")
local requests, count, run = {}, 0, os.getenv("BENCH_RUN")

local function event(user, iid)
  local body = string.format([[{"role_arn":"%s","code":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","event_id":"Quick Action",]]
    .. [["payload":{"source":"merge_request","command":"review","project_path":"acme/shop","project_id":"42","note_id":"1234567","discussion_id":"0a1b2c3d4e5f60718293a4b5c6d7e8f901234567",]]
    .. [["role_arn":"%s","merge_request_id":"9%d","merge_request_iid":"%d","source_branch":"feature/checkout-with-voucher","target_branch":"main",]]
    .. [["last_commit_id":"da39a3ee5e6b4b0d3255bfef95601890afd80709","start_sha":"da39a3ee5e6b4b0d3255bfef95601890afd80709","head_sha":"2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",]]
    .. [["file_path":"src/main/java/com/acme/shop/Checkout.java","comment_start_line":"12","comment_end_line":"14","user_message":"Please look at how the voucher is applied when the basket is empty."}}]],
    role, role, iid, iid)
  return wrk.format("POST", "/v1/amazon_q/events", {
    ["Host"] = "127.0.0.1", ["Content-Type"] = "application/json", ["Accept"] = "application/json", ["Authorization"] = "Bearer " .. token,
    ["X-Gitlab-Authentication-Type"] = "oidc", ["X-Gitlab-Instance-Id"] = instance, ["X-Gitlab-Realm"] = "self-managed",
    ["X-Gitlab-Global-User-Id"] = user, ["X-Request-ID"] = string.format("01JCBENCH%017d", iid), ["X-Gitlab-Version"] = "18.5.0",
    ["X-Gitlab-Host-Name"] = "gitlab.example.com", ["X-Gitlab-Unit-Primitive"] = "amazon_q_integration", ["User-Agent"] = "Ruby" }, body)
end

function init()
  for i = 1, 1024 do requests[i] = event("bench-user-" .. i % 64, i) end
end

function request()
  count = count + 1
  if cold then return event("cold-" .. run .. "-" .. count, count % 1024) end
  return requests[count % 1024 + 1]
end

function done(summary, latency)
  io.write(string.format("bench %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(99),
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
