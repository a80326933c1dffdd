"""Makes photos.json: SHA-256 of the RGB bytes that Pillow 9.4 (libjpeg-turbo 2.1.5) decodes from the photos of the test data folder.

Usage: python3 make_photo_hashes.py DATA_FOLDER.  `all` is the SHA-256 over the 4,000 digests (32 bytes each) in the order
cat.0 ... cat.1999, dog.0 ... dog.1999. Nothing here is needed to run the tests."""
import hashlib
import json
import os
import sys

from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
data = sys.argv[1]


def digest(*path):
    return hashlib.sha256(Image.open(os.path.join(data, *path)).convert("RGB").tobytes())


combined, chosen = hashlib.sha256(), {}
for kind in ("cat", "dog"):
    for number in range(2000):
        name = f"{kind}.{number}.jpg"
        d = digest("cats_and_dogs", "train", name)
        combined.update(d.digest())
        if number % 20 == 7:
            chosen[name] = d.hexdigest()
elephant = Image.open(os.path.join(data, "images", "creative_commons_elephant.jpg"))
sizes = {}
for name, filter in (("Nearest", 0), ("Box", 4), ("Bilinear", 2), ("Bicubic", 3)):
    sizes[name] = hashlib.sha256(elephant.resize((224, 224), filter).tobytes()).hexdigest()
with open(os.path.join(HERE, "photos.json"), "w") as f:
    f.write(json.dumps({
        "all": combined.hexdigest(),
        "elephant": digest("images", "creative_commons_elephant.jpg").hexdigest(),
        "elephant_224": sizes,
        "chosen": chosen,
    }, indent=1) + "\n")
