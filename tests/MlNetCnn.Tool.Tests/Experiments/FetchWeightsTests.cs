using System.Security.Cryptography;
using MlNetCnn.Keras;
using MlNetCnn.Testing;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Experiments.FetchWeights;

namespace MlNetCnn.Tool.Tests.Experiments;

/// <summary><c>fetch-weights</c>, and <c>imagenet</c> where weights are asked for. Keras's home is a folder of the test's own; nothing outside this machine is asked.</summary>
[Collection(nameof(OwnKerasHome))]
public sealed class FetchWeightsTests : IDisposable
{
    private readonly OwnHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_file_is_downloaded_with_a_bar_and_the_second_time_is_there()
    {
        var bytes = new byte[20_000_000];
        new Random(3).NextBytes(bytes);
        using var server = new FileServer(r => r.Serve(bytes, "\"1\"", most: r.Number == 1 ? 8_500_000 : null));
        PublishedWeights[] files = [new(server.Url("net_notop.h5"), false, Convert.ToHexString(MD5.HashData(bytes)))];
        var options = new PretrainedOptions { Download = true, AllowHttp = true, FirstDelay = TimeSpan.FromMilliseconds(10) };

        var first = Run(files, options);
        Assert.Matches("net_notop.h5, MB: 10 % \\([0-9] of 20, ", first);
        Assert.Contains("net_notop.h5: the connection broke after 8500000 bytes; attempt 2 of 5 in 0 s.", first, StringComparison.Ordinal);
        Assert.Matches("net_notop.h5, MB: 100 % \\(20 of 20, ", first);
        Assert.Contains($"{_home.File("models", "net_notop.h5")}: 20.0 MB, its MD5 is the published one", first, StringComparison.Ordinal);
        Assert.Contains("1 of 1 files downloaded (20.0 MB)", first, StringComparison.Ordinal);

        var second = Run(files, options);
        Assert.Contains("already there, 20.0 MB", second, StringComparison.Ordinal);
        Assert.Contains("0 of 1 files downloaded", second, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
        Assert.Contains("1 of 1 files downloaded", Run(files, options with { Replace = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void Off_line_it_says_which_file_to_put_where()
    {
        var session = new Session();
        Assert.Equal(2, session.Run("fetch-weights", "--application=vgg16", "--no-top"));
        const string name = "vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5";
        foreach (var told in new[] { $"{name} is not in '{_home.File("models")}'", "https://storage.googleapis.com/tensorflow/keras-applications/vgg16/" + name, PretrainedWeights.OfflineVariable })
            Assert.Contains(told, session.Error, StringComparison.Ordinal);

        var elsewhere = new Session();
        Assert.Equal(2, elsewhere.Run("fetch-weights", "--application=mobilenet", "--top", $"--folder={_home.File("mine")}"));
        Assert.Contains($"put it into '{_home.File("mine")}' as mobilenet_1_0_224_tf.h5", elsewhere.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There are no published weights of an application 'alexnet'; there are of ", "--application=alexnet")]
    [InlineData("for --size=200; there are for 224, 192, 160, 128", "--application=mobilenet", "--size=200")]
    [InlineData("--application", "--top")]
    public void Wrong_wishes_are_told(string message, params string[] args)
    {
        var session = new Session();
        Assert.Equal(2, session.Run(["fetch-weights", .. args]));
        Assert.Contains(message, session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_told()
    {
        File.WriteAllText(_home.File("models", "vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5"), "half of it");
        var session = new Session();
        Assert.Equal(2, session.Run("fetch-weights", "--application=vgg19", "--no-top"));
        Assert.Contains("incomplete, damaged or out of date", session.Error, StringComparison.Ordinal);
        Assert.Contains("--again", session.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5", "feature-extraction", "--weights=imagenet", "--base=vgg16", "--data=DATA")]
    [InlineData("mobilenet_5_0_160_tf_no_top.h5", "frozen-base", "--weights=imagenet", "--base=mobilenet_0.50", "--size=160", "--data=DATA")]
    [InlineData("vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5", "fine-tune", "--weights=imagenet", "--base=vgg19", "--data=DATA")]
    [InlineData("mobilenet_1_0_224_tf.h5", "predict", "--model=imagenet", "--application=mobilenet", "--input=DATA")]
    [InlineData("vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5", "activations", "--model=imagenet", "--application=vgg16", "--image=DATA/cat.png")]
    [InlineData("vgg16_weights_tf_dim_ordering_tf_kernels.h5", "explain", "--model=imagenet", "--application=vgg16", "--image=DATA/cat.png")]
    public void Imagenet_is_the_published_file(string file, params string[] args)
    {
        File.WriteAllText(_home.File("cat.png"), "is not looked at");
        var session = new Session();
        Assert.Equal(2, session.Run([.. args.Select(a => a.Replace("DATA", _home.Path, StringComparison.Ordinal))]));
        Assert.Contains($"put it into '{_home.File("models")}' as {file}", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Imagenet_in_the_cache_is_used_with_its_class_names()
    {
        foreach (var file in new[] { "mobilenet_7_5_224_tf.h5", "imagenet_class_index.json" }) File.CreateSymbolicLink(_home.File("models", file), TestData.Path("imagenet", file));
        var session = new Session();
        var code = session.Run(
            "predict", "--model=imagenet", "--application=mobilenet_0.75", $"--input={TestData.Path("images", "creative_commons_elephant.jpg")}", $"--output={_home.File("out")}");
        Assert.True(code == 0, session.Error);
        Assert.Contains("African_elephant", session.Output, StringComparison.Ordinal);

        var wrong = new Session();
        Assert.Equal(2, wrong.Run(
            "predict", "--model=imagenet", "--application=mobilenet_0.75", $"--input={TestData.Path("images", "creative_commons_elephant.jpg")}", $"--output={_home.File("out2")}", "--preprocessing=caffe"));
        Assert.Contains("mobilenet_0.75 takes pixels preprocessed as tf, not caffe", wrong.Error, StringComparison.Ordinal);
    }

    private static string Run(PublishedWeights[] files, PretrainedOptions options)
    {
        var output = new StringWriter();
        FetchWeightsRun.Run(files, options, new PlainDisplay(output, output), TestContext.Current.CancellationToken);
        return output.ToString();
    }
}
