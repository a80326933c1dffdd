namespace MlNetCnn.Tool.Tests.Experiments;

public sealed class BadInputTests
{
    [Fact]
    public void A_truncated_photo_fails_by_name_and_nothing_is_written()
    {
        using var photos = new SmallPhotos();
        var bad = Truncate(photos);
        var session = new Session();

        Assert.Equal(2, photos.Train(session, $"--cache={photos.File("cache")}"));

        Assert.Contains(bad, session.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(photos.Output));
    }

    [Fact]
    public void A_truncated_photo_is_left_out_when_so_chosen()
    {
        using var photos = new SmallPhotos();
        var bad = Truncate(photos);
        var session = new Session();

        Assert.Equal(0, photos.Train(session, "--bad-photos=skip"));

        Assert.Contains($"warning: '{bad}' is left out", session.Error, StringComparison.Ordinal);
        Assert.Equal(11, (int)QuickstartTests.Summary(photos)["trainImages"]!);
        Assert.Equal(1, (int)QuickstartTests.Summary(photos)["photosLeftOut"]!);
    }

    [Fact]
    public void Results_that_cannot_be_written_fail_before_the_work()
    {
        using var photos = new SmallPhotos();
        File.WriteAllText(photos.File("file"), "");
        var session = new Session();

        Assert.Equal(2, photos.Train(session, $"--output={photos.File("file", "below")}"));

        Assert.Contains($"cannot be written to '{photos.File("file", "below")}'", session.Error, StringComparison.Ordinal);
        Assert.Empty(session.Output);
    }

    [Fact]
    public void Weights_that_are_none_fail_by_name_and_nothing_is_written()
    {
        using var photos = new SmallPhotos();
        File.WriteAllText(photos.File("vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5"), "not HDF5");
        var session = new Session();

        Assert.Equal(2, photos.Train(session, $"--weights={photos.File("vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5")}"));

        Assert.Contains("vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5", session.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(photos.Output));
    }

    [Theory]
    [InlineData("does not exist", "feature-extraction", "--data=DATA", "--weights=DATA/none.h5")]
    [InlineData("cannot be told from the file's name", "feature-extraction", "--data=DATA", "--weights=DATA/boxes.json")]
    [InlineData("There is no application 'vgg17'", "feature-extraction", "--data=DATA", "--weights=DATA/boxes.json", "--base=vgg17")]
    [InlineData("Say which base with --base=NAME", "fine-tune", "--data=DATA", "--weights=seeded")]
    [InlineData("The folder of pictures 'DATA/none' does not exist", "feature-extraction", "--data=DATA/none", "--weights=DATA/boxes.json")]
    [InlineData("is a file", "feature-extraction", "--data=DATA/boxes.json", "--weights=DATA/boxes.json")]
    [InlineData("'--weights' is required", "feature-extraction", "--data=DATA")]
    [InlineData("--epochs must be a whole number of at least 1, not 0", "quickstart", "--epochs=0")]
    [InlineData("--dropout must be at least 0 and below 1, not 1", "quickstart", "--dropout=1")]
    [InlineData("--learning-rate must be a positive number, not -1", "quickstart", "--learning-rate=-1")]
    [InlineData("not '256;128'", "quickstart", "--hidden=256;128")]
    [InlineData("--engine must be one of managed, tensorflow, auto, not gpu", "quickstart", "--engine=gpu")]
    [InlineData("--epochs must be a whole number of at least 1, not many", "quickstart", "--epochs=many")]
    [InlineData("--threads must be a whole number from 0 to 1024, not 100000", "quickstart", "--threads=100000")]
    [InlineData("--size must be a whole number from 32 to 8192, not 100000", "feature-extraction", "--data=DATA", "--weights=DATA/boxes.json", "--size=100000")]
    [InlineData("fail2", "quickstart", "--bad-photos=fail2")]
    [InlineData("--bad-photos must be one of fail, skip, not 7", "quickstart", "--bad-photos=7")]
    [InlineData("--pooling must be one of", "feature-extraction", "--data=DATA", "--weights=DATA/boxes.json", "--pooling=9")]
    [InlineData("--preprocessing must be one of", "predict", "--model=MODEL", "--input=DATA", "--preprocessing=9")]
    [InlineData("'train'", "train")]
    [InlineData("does not exist", "predict", "--model=DATA/none.keras", "--input=DATA")]
    [InlineData("'DATA/none' does not exist", "predict", "--model=MODEL", "--input=DATA/none")]
    [InlineData("holds no pictures", "predict", "--model=MODEL", "--input=EMPTY")]
    [InlineData("starts at picture files", "predict", "--model=MODEL.zip", "--input=DATA/x.npy")]
    [InlineData("MODEL.zip", "predict", "--model=MODEL.zip", "--input=DATA/disk")]
    [InlineData("--top must be a whole number of at least 1", "predict", "--model=MODEL", "--input=DATA", "--top=0")]
    public void Errors_name_what_was_wrong_and_end_with_2(string expected, params string[] args)
    {
        using var photos = new SmallPhotos(4);
        Directory.CreateDirectory(photos.File("empty"));
        File.WriteAllText(photos.File("model.keras"), "no archive");
        File.WriteAllText(photos.File("model.keras.zip"), "no archive either");
        var session = new Session();
        string Real(string text) => text.Replace("DATA", photos.Data, StringComparison.Ordinal).Replace("EMPTY", photos.File("empty"), StringComparison.Ordinal)
            .Replace("MODEL", photos.File("model.keras"), StringComparison.Ordinal);

        Assert.Equal(2, session.Run([.. args.Select(Real), .. args[0] == "train" ? Array.Empty<string>() : [$"--output={photos.Output}"]]));

        Assert.Contains(Real(expected), session.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(photos.Output));
        Assert.DoesNotContain("   at ", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_model_zip_is_refused_by_name()
    {
        using var photos = new SmallPhotos();
        Assert.Equal(0, photos.Train(new Session()));
        var bytes = File.ReadAllBytes(Path.Combine(photos.Output, "model.zip"));
        File.WriteAllBytes(photos.File("half.zip"), bytes[..(bytes.Length / 2)]);
        var session = new Session();

        Assert.Equal(2, session.Run("predict", $"--model={photos.File("half.zip")}", $"--input={photos.Data}", $"--output={photos.File("out")}"));

        Assert.Contains("half.zip", session.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(photos.File("out")));
    }

    private static string Truncate(SmallPhotos photos)
    {
        var path = photos.Photo("disk", 2);
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        return path;
    }
}
