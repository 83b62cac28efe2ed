namespace Aqueduct.Bench.Gateway;

/// <summary>Names and ports all processes of the gateway's bench agree on.</summary>
internal static class BenchWorld
{
    public const string InstanceUid = "6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11";
    public const string RoleArn = "arn:aws:iam::111122223333:role/QDeveloperAccess";
    public const string EventsPath = "/v1/amazon_q/events";

    public const int Aws = 7601;
    public const int SlowAws = 7602;
    public const int Issuer = 7603;
    public const int Bare = 7604;
    public const int Nginx = 7605;
    public const int Ours = 7606;
    public const int OursSlow = 7607;

    /// <summary>Where the bench itself gets a token.</summary>
    public const int Desk = 7608;

    public static string Url(int port) => $"http://127.0.0.1:{port}";

    public static string IssuerUrl => $"https://127.0.0.1:{Issuer}";

    public static string Configuration(int port, int aws, string caFile) =>
        $$"""
        gitlab: { mode: gateway, url: https://gitlab.example.test, instance_uid: {{InstanceUid}} }
        aws: { region: us-east-1, account_id: "111122223333", endpoint_url: "{{Url(aws)}}" }
        storage: { path: data/aqueduct.db, master_key_file: data/master.key }
        server: { public_url: https://aqueduct.example.test, urls: "{{Url(port)}}" }
        gateway: { upstream: "off", token_issuers: ["{{IssuerUrl}}"] }
        network: { ca_file: "{{caFile}}" }
        """;

    /// <summary>One worker, connections kept, nothing logged.</summary>
    public static string NginxConfiguration(string folder) =>
        $$"""
        daemon off; pid {{folder}}/nginx.pid; error_log stderr; worker_processes 1; master_process off;
        events { worker_connections 1024; }
        http {
          access_log off; client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/f; uwsgi_temp_path {{folder}}/u; scgi_temp_path {{folder}}/s;
          upstream aws { server 127.0.0.1:{{Aws}}; keepalive 128; keepalive_requests 100000000; }
          server {
            listen 127.0.0.1:{{Nginx}}; keepalive_requests 100000000;
            location = /readyz { return 200; }
            location / { proxy_pass http://aws/; proxy_http_version 1.1; proxy_set_header Connection ""; }
          }
        }
        """;
}
