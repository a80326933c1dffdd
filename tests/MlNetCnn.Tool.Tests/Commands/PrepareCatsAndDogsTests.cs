using MlNetCnn.Testing;
using MlNetCnn.Tool.Tests.PhotoSets;

namespace MlNetCnn.Tool.Tests.Commands;

public sealed class PrepareCatsAndDogsTests
{
    [Fact]
    public void Photos_are_copied_into_folders_per_part_and_class()
    {
        using var folder = new TempFolder();
        Folders.Touch(folder, "in/cat.0.jpg", "in/cat.1000.jpg", "in/cat.1500.jpg", "in/dog.999.jpg", "in/dog.1499.jpg", "in/dog.1999.jpg", "in/dog.2000.jpg");
        var session = new Session();

        Assert.Equal(0, session.Run("prepare-cats-and-dogs", $"--data={folder.File("in")}", $"--home={folder.Path}"));

        var made = folder.File("data", "cats_and_dogs_small");
        Assert.Equal(
            ["test/cat/cat.1500.jpg", "test/dog/dog.1999.jpg", "train/cat/cat.0.jpg", "train/dog/dog.999.jpg", "validation/cat/cat.1000.jpg", "validation/dog/dog.1499.jpg"],
            Directory.GetFiles(made, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(made, f).Replace('\\', '/')).Order(StringComparer.Ordinal));
        Assert.Equal("in/dog.1999.jpg", File.ReadAllText(Path.Combine(made, "test", "dog", "dog.1999.jpg")));
        Assert.Contains("2 photos to train, 2 to validate, 2 to test", session.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_holds_something_is_left_alone()
    {
        using var folder = new TempFolder();
        Folders.Touch(folder, "in/cat.0.jpg", "in/cat.1000.jpg", "in/dog.0.jpg", "in/dog.1000.jpg", "out/mine.txt");
        var session = new Session();

        Assert.Equal(2, session.Run("prepare-cats-and-dogs", $"--data={folder.File("in")}", $"--output={folder.File("out")}"));

        Assert.Contains($"'{folder.File("out")}' exists already", session.Error, StringComparison.Ordinal);
        Assert.Equal(["mine.txt"], Directory.GetFileSystemEntries(folder.File("out")).Select(Path.GetFileName));
    }

    [Fact]
    public void A_cancelled_copy_leaves_nothing()
    {
        using var folder = new TempFolder();
        Folders.Touch(folder, "in/cat.0.jpg", "in/cat.1000.jpg", "in/dog.0.jpg", "in/dog.1000.jpg");
        var session = new Session();

        Assert.Equal(130, session.Run(new CancellationToken(canceled: true), "prepare-cats-and-dogs", $"--data={folder.File("in")}", $"--output={folder.File("out")}"));

        Assert.Equal(["in"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("--data is required", "prepare-cats-and-dogs")]
    [InlineData("--dta", "prepare-cats-and-dogs", "--dta=x")]
    [InlineData("does not exist", "prepare-cats-and-dogs", "--data=/no/such/place")]
    public void Wrong_options_end_with_2_and_say_so(string expected, params string[] args)
    {
        var session = new Session();

        Assert.Equal(2, session.Run(args));

        Assert.Contains(expected.Replace("--data is required", "'--data' is required", StringComparison.Ordinal), session.Error, StringComparison.Ordinal);
        Assert.Empty(session.Output);
    }
}
