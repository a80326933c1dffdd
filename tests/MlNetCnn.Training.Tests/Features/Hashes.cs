using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Training.Tests;

/// <summary>Hashes of contents and of weights, and the checksum.</summary>
public sealed class Hashes
{
    [Fact]
    public void Checksum_is_CRC32C()
    {
        // The check value of the algorithm, and the test patterns of RFC 3720, B.4.
        Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
        Assert.Equal(0x46DD794Eu, Crc32C.Of([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
        Assert.Equal(Crc32C.Of("123456789"u8), Crc32C.Of("6789"u8, Crc32C.Of("12345"u8)));
    }

    [Fact]
    public void Contents_have_their_SHA256()
    {
        // FIPS 180-4 examples.
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ContentHash.Of("abc"u8).ToString());
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", ContentHash.Of(ReadOnlySpan<byte>.Empty).ToString());
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("abc"), "abc");
        Assert.Equal(ContentHash.Of("abc"u8), ContentHash.OfFile(folder.File("abc")));
        Assert.Equal(ContentHash.Of([0, 0, 0x80, 0x3F]), ContentHash.Of([1f]));
        var bytes = new byte[32];
        ContentHash.Of("abc"u8).CopyTo(bytes);
        Assert.Equal(ContentHash.Of("abc"u8), new ContentHash(bytes));
        Assert.Throws<ArgumentException>(() => new ContentHash(new byte[31]));
    }

    [Fact]
    public void Numbers_of_another_shape_have_another_hash()
    {
        float[] values = [1, 2, 3, 4, 5, 6];
        Assert.NotEqual(ContentHash.Of(values, [2, 3]), ContentHash.Of(values, [3, 2]));
        Assert.Equal(ContentHash.Of(values, [2, 3]), ContentHash.Of(values, [2, 3]));
    }

    private static Sequential Net(int units = 4, ActivationFunction? activation = null, string first = "first") => new(inputShape: [3])
    {
        new Dense(units, activation, name: first),
        new Dense(2, name: "second"),
        new Dense(1, name: "third"),
    };

    [Fact]
    public void Equal_models_have_equal_hashes()
    {
        Assert.Equal(WeightsHash.Of(Net()), WeightsHash.Of(Net()));
        Assert.NotEqual(WeightsHash.Of(Net()), WeightsHash.Of(Net(), "third")); // the whole and a layer are different questions
    }

    [Fact]
    public void Any_weight_name_shape_or_configuration_changes_the_hash()
    {
        var changed = Net();
        changed.Weights[3].SetValues([0, 0.000001f]);
        var hashes = new[] { WeightsHash.Of(Net()), WeightsHash.Of(changed), WeightsHash.Of(Net(5)), WeightsHash.Of(Net(4, Activations.Relu)), WeightsHash.Of(Net(first: "premier")) };
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void Only_what_the_layer_depends_on_enters()
    {
        var model = Net();
        var second = WeightsHash.Of(model, "second");
        model.GetLayer("third").Weights[0].SetValues([5, 5]);
        Assert.Equal(second, WeightsHash.Of(model, "second"));
        model.GetLayer("third").Trainable = false;
        Assert.Equal(second, WeightsHash.Of(model, "second"));
        model.GetLayer("first").Weights[1].SetValues([0, 0, 0, 1]);
        Assert.NotEqual(second, WeightsHash.Of(model, "second"));
    }

    [Fact]
    public void Layers_inside_nested_models_count()
    {
        Sequential Outer(Sequential inner) => new(inputShape: [3]) { inner, new Dense(1, name: "top") };
        Sequential Inner() => new(inputShape: [3], name: "base") { new Dense(3, name: "a"), new Dense(3, name: "b") };
        var model = Outer(Inner());
        var (a, b, top) = (WeightsHash.Of(model, "base/a"), WeightsHash.Of(model, "base/b"), WeightsHash.Of(model, "top"));
        Assert.Equal(3, new[] { a, b, top }.Distinct().Count());
        ((Model)model.GetLayer("base")).GetLayer("b").Weights[1].SetValues([1, 1, 1]);
        Assert.Equal(a, WeightsHash.Of(model, "base/a"));
        Assert.NotEqual(b, WeightsHash.Of(model, "base/b"));
        Assert.NotEqual(top, WeightsHash.Of(model, "top"));
        Assert.Contains("not a model", Assert.Throws<ArgumentException>(() => WeightsHash.Of(model, "top/x")).Message);
        Assert.Throws<ArgumentException>(() => WeightsHash.Of(model, "nothing"));
    }

    [Fact]
    public void Connections_and_sharing_change_the_hash()
    {
        Model Chain(bool shared)
        {
            var input = KerasTensor.Input([2], "in");
            var (a, b) = (new Dense(2, name: "a"), new Dense(2, name: "b"));
            var first = a.Call(input);
            var second = b.Call(first);
            return new Model(input, shared ? a.Call(second) : second);
        }

        Assert.Equal(WeightsHash.Of(Chain(true)), WeightsHash.Of(Chain(true)));
        Assert.NotEqual(WeightsHash.Of(Chain(true)), WeightsHash.Of(Chain(false)));
    }

    [Fact]
    public void A_model_that_is_not_built_is_refused() =>
        Assert.Contains("not built", Assert.Throws<ArgumentException>(() => WeightsHash.Of(new Sequential { new Dense(1) })).Message);

}
