using MlNetCnn.Testing;
using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Tests.PhotoSets;

public sealed class PhotoSetReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("train/")]
    public void Numbered_files_are_split_as_in_the_book(string inside)
    {
        using var folder = new TempFolder();
        Folders.Touch(folder, new[] { 0, 2, 10, 999, 1000, 1499, 1500, 1999, 2000 }.SelectMany(n => new[] { $"{inside}cat.{n}.jpg", $"{inside}dog.{n}.jpg" }));

        var set = PhotoSetReader.Read(folder.Path);

        Assert.Equal(["cat", "dog"], set.Classes);
        Assert.Equal(["cat.0.jpg", "cat.2.jpg", "cat.10.jpg", "cat.999.jpg", "dog.0.jpg", "dog.2.jpg", "dog.10.jpg", "dog.999.jpg"], Names(set.Train));
        Assert.Equal(["cat.1000.jpg", "cat.1499.jpg", "dog.1000.jpg", "dog.1499.jpg"], Names(set.Validation));
        Assert.Equal(["cat.1500.jpg", "cat.1999.jpg", "dog.1500.jpg", "dog.1999.jpg"], Names(set.Test));
        Assert.All(set.All, p => Assert.StartsWith(p.Label, Path.GetFileName(p.Path), StringComparison.Ordinal));
    }

    [Fact]
    public void Class_folders_are_split_by_order_of_name()
    {
        using var folder = new TempFolder();
        Folders.Touch(folder, Enumerable.Range(1, 12).SelectMany(n => new[] { $"oak/{n}.jpg", $"elm/leaf {n}.PNG" }));
        Folders.Touch(folder, "notes.txt", "oak/readme.md", ".hidden/1.jpg");

        var set = PhotoSetReader.Read(folder.Path);

        Assert.Equal(["elm", "oak"], set.Classes);
        Assert.Equal(["leaf 1.PNG", "leaf 2.PNG", "leaf 3.PNG", "leaf 4.PNG", "leaf 5.PNG", "leaf 6.PNG"], Names(set.Train)[..6]);
        Assert.Equal(["leaf 7.PNG", "leaf 8.PNG", "leaf 9.PNG", "7.jpg", "8.jpg", "9.jpg"], Names(set.Validation));
        Assert.Equal(["leaf 10.PNG", "leaf 11.PNG", "leaf 12.PNG", "10.jpg", "11.jpg", "12.jpg"], Names(set.Test));
    }

    [Fact]
    public void Folders_split_already_stay_as_they_are()
    {
        using var folder = new TempFolder();
        Folders.Touch(folder, "train/cats/1.jpg", "train/dogs/1.jpg", "validation/cats/2.jpg", "validation/dogs/2.jpg", "test/cats/3.jpg", "test/dogs/3.jpg");

        var set = PhotoSetReader.Read(folder.Path);

        Assert.Equal(["cats", "dogs"], set.Classes);
        Assert.Equal((2, 2, 2), (set.Train.Count, set.Validation.Count, set.Test.Count));
        Assert.Equal(new Photo(folder.File("test", "dogs", "3.jpg"), "dogs"), set.Test[1]);
    }

    [Fact]
    public void Without_a_validation_folder_the_last_fifth_of_train_validates()
    {
        using var folder = new TempFolder();
        Folders.Touch(folder, Enumerable.Range(0, 10).SelectMany(n => new[] { $"train/a/{n}.jpg", $"train/b/{n}.jpg" }));

        var set = PhotoSetReader.Read(folder.Path);

        Assert.Equal(16, set.Train.Count);
        Assert.Equal(["8.jpg", "9.jpg", "8.jpg", "9.jpg"], Names(set.Validation));
        Assert.Empty(set.Test);
    }

    [Fact]
    public void A_missing_folder_is_named() =>
        Assert.Contains("/no/such/folder' does not exist", Assert.Throws<UserErrorException>(() => PhotoSetReader.Read("/no/such/folder")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("no classes of pictures")]
    [InlineData("one class only, 'a'", "a/1.jpg", "a/2.jpg", "a/3.jpg", "a/4.jpg")]
    [InlineData("the class 'b' has no picture to train on", "a/1.jpg", "a/2.jpg", "a/3.jpg", "a/4.jpg", "b/1.jpg")]
    [InlineData("a class 'c'", "train/a/1.jpg", "train/b/1.jpg", "validation/a/1.jpg", "validation/c/1.jpg")]
    [InlineData("(it holds no pictures in class folders)", "train/a/1.txt", "validation/a/1.jpg")]
    [InlineData("no classes of pictures", "a/1.txt", "b/1.txt")]
    public void A_folder_without_what_is_needed_is_refused_by_name(string expected, params string[] files)
    {
        using var folder = new TempFolder();
        Folders.Touch(folder, files);

        var message = Assert.Throws<UserErrorException>(() => PhotoSetReader.Read(folder.Path)).Message;

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(folder.Path, message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_small_set_has_the_first_of_each_class()
    {
        using var folder = new TempFolder();
        Folders.Touch(folder, Enumerable.Range(0, 40).SelectMany(n => new[] { $"a/{n}.jpg", $"b/{n}.jpg" }));

        var set = PhotoSetReader.Read(folder.Path).Small(2, 1, 1);

        Assert.Equal(["0.jpg", "1.jpg", "0.jpg", "1.jpg"], Names(set.Train));
        Assert.Equal(["20.jpg", "20.jpg"], Names(set.Validation));
    }

    [Fact]
    public void The_real_photos_give_the_books_counts()
    {
        var set = PhotoSetReader.Read(TestData.Path("cats_and_dogs"));

        Assert.Equal((2000, 1000, 1000), (set.Train.Count, set.Validation.Count, set.Test.Count));
        Assert.Equal(4000, set.All.Select(p => p.Path).Distinct().Count());
    }

    private static List<string> Names(IEnumerable<Photo> photos) => [.. photos.Select(p => Path.GetFileName(p.Path))];
}
