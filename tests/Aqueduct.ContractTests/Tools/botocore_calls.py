"""Says what botocore would send for the calls given as JSON on stdin, and how it would sign what somebody else has sent for them.

In:  {"time", "access_key", "secret_key", "token", "calls": [{"service", "region", "endpoint", "operation", "parameters",
      "sent": {"method", "url", "headers", "body", "service", "region"} or null}]}
Out: [{"method", "url", "headers", "body", "authorization"}], a line for each call; nothing leaves the machine.
"""
import datetime
import json
import os
import sys
import types

os.environ["BOTO_DISABLE_CRT"] = "true"  # the other signer has a clock of its own

import botocore.auth
import botocore.session
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

work = json.load(sys.stdin)
frozen = datetime.datetime.strptime(work["time"], "%Y-%m-%dT%H:%M:%SZ")
botocore.auth.datetime = types.SimpleNamespace(
    datetime=types.SimpleNamespace(utcnow=lambda: frozen, strptime=datetime.datetime.strptime), timedelta=datetime.timedelta)

session = botocore.session.Session()
session.get_component("data_loader").search_paths.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "AwsModels"))


class Captured(Exception):
    """Ends a call where it would meet the network."""


def text(value):
    return value.decode() if isinstance(value, bytes) else value


def ask(call):
    client = session.create_client(
        call["service"], region_name=call["region"], endpoint_url=call["endpoint"],
        aws_access_key_id=work["access_key"], aws_secret_access_key=work["secret_key"], aws_session_token=work["token"],
        # Older models still demand ThumbprintList, which IAM has made optional.
        config=Config(retries={"total_max_attempts": 1}, parameter_validation=False))
    seen = {}

    def capture(request, **_):
        seen.update(method=request.method, url=request.url, body=text(request.body),
                    headers={name.lower(): text(value) for name, value in request.headers.items()})
        raise Captured()

    client.meta.events.register("before-send", capture)
    try:
        client._make_api_call(call["operation"], call["parameters"])
    except Captured:
        pass
    return seen


def sign(sent):
    request = AWSRequest(sent["method"], sent["url"], headers=sent["headers"], data=sent["body"].encode())
    credentials = Credentials(work["access_key"], work["secret_key"], work["token"])
    botocore.auth.SigV4Auth(credentials, sent["service"], sent["region"]).add_auth(request)
    return request.headers["Authorization"]


json.dump([dict(ask(call), authorization=sign(call["sent"]) if call["sent"] else None) for call in work["calls"]], sys.stdout)
