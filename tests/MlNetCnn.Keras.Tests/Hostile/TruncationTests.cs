using System.Text;

namespace MlNetCnn.Keras.Tests.Hostile;

/// <summary>A small file of each format, cut off at every byte and with every byte changed.</summary>
public sealed class TruncationTests
{
    [Theory, InlineData("tiny.h5"), InlineData("tiny.latest.h5"), InlineData("tiny.keras"), InlineData("tiny.weights.h5")]
    public void A_file_cut_at_any_byte_is_refused(string name)
    {
        var bytes = TinyFiles.Bytes(name);
        var load = new HostileLoad();
        for (var length = 0; length < bytes.Length; length++) load.File(bytes[..length], $"{name} cut at {length}", byName: false);
        Assert.Equal(bytes.Length, load.Refused);
    }

    [Fact]
    public void An_architecture_cut_at_any_character_is_refused()
    {
        var json = Encoding.UTF8.GetString(TinyFiles.Bytes("tiny.json"));
        var load = new HostileLoad();
        for (var length = 0; length < json.Length; length++) load.Json(json[..length], $"cut at {length}");
        Assert.Equal(json.Length, load.Refused);
    }

    /// <summary>Every byte by several values in the long run; in the usual one by one value, and of the zeros, which are mostly unused room, every eighth.</summary>
    [Theory, InlineData("tiny.h5", true), InlineData("tiny.latest.h5", true), InlineData("tiny.latest.h5", false), InlineData("tiny.keras", true), InlineData("tiny.weights.h5", true)]
    public void Changing_any_byte_does_no_harm(string name, bool verify)
    {
        var bytes = TinyFiles.Bytes(name);
        var load = new HostileLoad();
        for (var at = 0; at < bytes.Length; at++)
        {
            var original = bytes[at];
            byte[] values = MutationTests.IsLong ? [(byte)~original, 0, 0xFF, (byte)(original + 1), (byte)(original ^ 0x80)] : original != 0 || at % 8 == 0 ? [(byte)~original] : [];
            foreach (var value in values.Where(v => v != original).Distinct())
            {
                bytes[at] = value;
                load.File(bytes, $"{name} with byte {at} = {value}", verify, byName: MutationTests.IsLong);
            }

            bytes[at] = original;
        }

        Assert.InRange(load.Refused, 1, load.Tried - 1);
    }

    [Fact]
    public void Changing_any_character_of_an_architecture_does_no_harm()
    {
        var json = Encoding.UTF8.GetString(TinyFiles.Bytes("tiny.json")).ToCharArray();
        var load = new HostileLoad();
        for (var at = 0; at < json.Length; at++)
        {
            var original = json[at];
            foreach (var value in "0\"{]\\\ud800")
            {
                json[at] = value;
                load.Json(new string(json), $"character {at} = U+{(int)value:X4}");
            }

            json[at] = original;
        }
    }

    [Theory, InlineData("tiny.h5"), InlineData("tiny.latest.h5"), InlineData("tiny.keras")]
    public void The_files_are_sound(string name)
    {
        var model = Model.Load(new MemoryStream(TinyFiles.Bytes(name)), name);
        Assert.Equal(["c/kernel", "c/bias", "d/kernel", "d/bias"], model.Weights.Select(w => w.Path));
        Assert.All(model.Weights, w => Assert.Equal(Enumerable.Range(0, (int)w.Shape.Count).Select(i => i / 8f - 0.5f), w.Values.ToArray()));
    }
}
