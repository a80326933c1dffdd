using MlNetCnn.Keras.Pretrained;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

/// <summary>Where published weights are looked for, and what is said when they are not to be had.</summary>
[Collection(nameof(OwnKerasHome))]
public sealed class PretrainedWeightsTests : IDisposable
{
    private readonly OwnHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Keras_home_is_the_variables_else_the_users()
    {
        Assert.Equal(_home.File("models"), PretrainedWeights.DefaultFolder);
        Environment.SetEnvironmentVariable("KERAS_HOME", "~/elsewhere");
        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        Assert.Equal(Path.Combine(user, "elsewhere", "models"), PretrainedWeights.DefaultFolder);
        Environment.SetEnvironmentVariable("KERAS_HOME", null);
        Assert.Equal(Path.Combine(user, ".keras", "models"), PretrainedWeights.DefaultFolder);
    }

    [Fact]
    public void A_home_that_cannot_be_written_is_still_looked_into()
    {
        File.WriteAllText(_home.File("a file"), "");
        var cache = new KerasCache(_home.File("a file", "keras"), _home.File("instead"));
        Assert.Equal(_home.File("instead", "models"), cache.WritableFolder());
        Assert.Equal([_home.File("a file", "keras", "models"), _home.File("instead", "models")], cache.Folders);
        Assert.Empty(Directory.EnumerateFileSystemEntries(cache.WritableFolder()));
        Assert.ThrowsAny<IOException>(() => new KerasCache(_home.File("a file", "keras"), _home.File("a file")).WritableFolder());
    }

    [Fact]
    public void Off_line_the_message_says_which_file_to_put_where()
    {
        var error = Assert.Throws<PretrainedWeightsException>(() => Applications.Vgg16(includeTop: false, weights: "imagenet"));
        const string name = "vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5";
        foreach (var told in new[] { $"{name} is not in '{_home.File("models")}'", PretrainedWeights.OfflineVariable, "https://storage.googleapis.com/tensorflow/keras-applications/vgg16/" + name, $"put it into '{_home.File("models")}'" })
            Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.IsType<IOException>(error, exactMatch: false);
    }

    [Fact]
    public void A_host_that_is_not_to_be_reached_is_told_at_once()
    {
        var file = new PublishedWeights(new Uri("https://nowhere.invalid/weights.h5"), true, null);
        var clock = new QuickTime();
        var error = Assert.Throws<PretrainedWeightsException>(() => PretrainedWeights.Fetch(
            file, new PretrainedOptions { Download = true, Time = clock, Handler = new SocketsHttpHandler { UseProxy = false } }, TestContext.Current.CancellationToken));
        Assert.Contains("Is this machine off-line?", error.Message, StringComparison.Ordinal);
        Assert.Contains($"download https://nowhere.invalid/weights.h5 and put it into '{_home.File("models")}'", error.Message, StringComparison.Ordinal);
        Assert.Empty(clock.Waits);
    }

    [Fact]
    public void A_damaged_file_in_the_cache_is_an_error_and_can_be_replaced()
    {
        using var weather = new Weather(1000);
        using var server = new FileServer(r => r.Serve(weather.Bytes, "\"1\""));
        var file = weather.File(server);
        var path = _home.File("models", Weather.Name);
        File.WriteAllBytes(path, weather.Bytes.AsSpan(0, 999));
        var options = new PretrainedOptions { Download = true, AllowHttp = true };
        var error = Assert.Throws<PretrainedWeightsException>(() => PretrainedWeights.Fetch(file, options, TestContext.Current.CancellationToken));
        foreach (var told in new[] { path, "incomplete, damaged or out of date", weather.Md5, "--again", "Replace" }) Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);

        // A replacement that fails leaves the old file.
        using var broken = new FileServer(r => r.Head("404 Not Found", "Content-Length: 0"));
        Assert.Throws<PretrainedWeightsException>(() => PretrainedWeights.Fetch(weather.File(broken), options with { Replace = true }, TestContext.Current.CancellationToken));
        Assert.Equal(999, new FileInfo(path).Length);
        Assert.Equal(path, PretrainedWeights.Fetch(file, options with { Replace = true }, TestContext.Current.CancellationToken));
        Assert.Equal(path, PretrainedWeights.Find(file));
        Assert.Equal(weather.Bytes, File.ReadAllBytes(path));

        // A file of the same length that changed is hashed anew.
        File.WriteAllBytes(path, new byte[1000]);
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Throws<PretrainedWeightsException>(() => PretrainedWeights.Find(file));
    }

    [Fact]
    public void A_folder_of_ones_own_is_made()
    {
        using var weather = new Weather(1000);
        using var server = new FileServer(r => r.Serve(weather.Bytes, "\"1\""));
        var options = new PretrainedOptions { Download = true, AllowHttp = true, Folder = _home.File("one", "two") };
        Assert.Equal(_home.File("one", "two", Weather.Name), PretrainedWeights.Fetch(weather.File(server), options, TestContext.Current.CancellationToken));
        Assert.Null(PretrainedWeights.Find(weather.File(server)));
    }

    [Fact]
    public void Wrong_options_are_all_told()
    {
        var error = Assert.Throws<ArgumentException>(() => PretrainedWeights.Fetch(
            PretrainedWeights.ClassIndex, new PretrainedOptions { Attempts = 0, StallTimeout = TimeSpan.Zero, MaximumBytes = 0 }, TestContext.Current.CancellationToken));
        Assert.Contains("3 problems", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Imagenet_is_the_file_in_Keras_cache()
    {
        File.CreateSymbolicLink(_home.File("models", "mobilenet_7_5_224_tf.h5"), TestData.Path("imagenet", "mobilenet_7_5_224_tf.h5"));
        var cached = Applications.MobileNet(alpha: 0.75, weights: "imagenet", name: "mine");
        var given = Applications.MobileNet(alpha: 0.75, weights: TestData.Path("imagenet", "mobilenet_7_5_224_tf.h5"));
        Assert.Equal(given.Weights.SelectMany(w => w.Values.ToArray()), cached.Weights.SelectMany(w => w.Values.ToArray()));
    }

    [Theory]
    [InlineData("mobilenet_0.50", true, 160, "mobilenet_5_0_160_tf.h5")]
    [InlineData("mobilenet_0.50", false, 160, "mobilenet_5_0_160_tf_no_top.h5")]
    [InlineData("mobilenet", false, 150, "mobilenet_1_0_224_tf_no_top.h5")]
    [InlineData("mobilenet", false, null, "mobilenet_1_0_224_tf_no_top.h5")]
    [InlineData("mobilenet_v2", false, 96, "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_96_no_top.h5")]
    [InlineData("vgg19", true, 224, "vgg19_weights_tf_dim_ordering_tf_kernels.h5")]
    [InlineData("vgg16", false, 150, "vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5")]
    [InlineData("resnet50", true, 224, "resnet50_weights_tf_dim_ordering_tf_kernels.h5")]
    [InlineData("inception_v3", false, 299, "inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5")]
    [InlineData("xception", true, 299, "xception_weights_tf_dim_ordering_tf_kernels.h5")]
    public void The_file_is_that_of_top_and_size(string name, bool top, int? size, string file)
    {
        var application = Applications.All.Single(a => a.Name.Replace("_", "", StringComparison.Ordinal) == name.Replace("_", "", StringComparison.Ordinal));
        Assert.Equal(file, PretrainedWeights.Of(application, top, size).FileName);
        Shape? shape = size is { } pixels ? [pixels, pixels, 3] : null;
        var error = Assert.Throws<PretrainedWeightsException>(() => application.Create(top, shape, weights: "imagenet"));
        Assert.Equal(file, error.Weights.FileName);
    }

    [Fact]
    public void What_Keras_refuses_is_refused_before_anything_is_looked_for()
    {
        Assert.Contains("1000 classes, not 10", Message(() => Applications.Vgg16(classes: 10, weights: "imagenet")), StringComparison.Ordinal);
        Assert.Contains("for 3 channels", Message(() => Applications.Vgg16(includeTop: false, inputShape: [64, 64, 1], weights: "imagenet")), StringComparison.Ordinal);
        Assert.Contains("224x224 pixels", Message(() => Applications.Vgg16(inputShape: [64, 64, 3], weights: "imagenet")), StringComparison.Ordinal);
        Assert.Contains("128x128, 160x160, 192x192, 224x224 pixels", Message(() => Applications.MobileNet(inputShape: [100, 100, 3], weights: "imagenet")), StringComparison.Ordinal);
        Assert.Contains("no ImageNet weights", Message(() => Applications.MobileNet(alpha: 0.6, weights: "imagenet")), StringComparison.Ordinal);
        Assert.Contains("no ImageNet weights", Message(() => Applications.MobileNet(depthMultiplier: 2, weights: "imagenet")), StringComparison.Ordinal);
    }

    private static string Message(Func<Model> make) => Assert.Throws<ArgumentException>(make).Message;
}
