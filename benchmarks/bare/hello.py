"""The least that FastAPI can answer: `python -m benchmarks.bare.hello PORT`, with the flags of Veche's own server."""

import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/api/v1/hello")
async def hello() -> dict[str, str]:
    """Say it."""
    return {"hello": "world"}


if __name__ == "__main__":
    uvicorn.run(
        app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False, proxy_headers=False
    )
