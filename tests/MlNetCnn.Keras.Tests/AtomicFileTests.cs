using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

public sealed class AtomicFileTests
{
    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_nothing_beside_it()
    {
        using var folder = new TempFolder();
        var path = folder.File("model.keras");
        AtomicFile.WriteAllText(path, "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException("on the way");
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void What_a_killed_writer_left_is_taken_over()
    {
        using var folder = new TempFolder();
        var path = folder.File("model.keras");
        File.WriteAllText(path + ".partial", new string('x', 1000));
        AtomicFile.WriteAllText(path, "new");
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Two_writers_at_once_do_not_harm_each_other()
    {
        using var folder = new TempFolder();
        var path = folder.File("model.keras");
        AtomicFile.Write(path, stream =>
        {
            stream.Write("first"u8);
            Assert.Throws<IOException>(() => AtomicFile.WriteAllText(path, "second"));
        });
        Assert.Equal("first", File.ReadAllText(path));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        using var folder = new TempFolder();
        var e = Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.WriteAllText(folder.File("none", "model.keras"), ""));
        Assert.Contains("none", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_cannot_be_replaced_is_named_and_nothing_is_left_beside_it()
    {
        using var folder = new TempFolder();
        var path = folder.File("model.keras");
        Directory.CreateDirectory(path);
        var e = Assert.ThrowsAny<Exception>(() => AtomicFile.WriteAllText(path, "new"));
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1_000_000)]
    public void A_full_disk_is_told_whatever_the_writer_makes_of_it_and_the_old_file_stays(int bytes)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no device that is always full.");
        using var folder = new TempFolder();
        var path = folder.File("model.keras");
        AtomicFile.WriteAllText(path, "old");
        File.CreateSymbolicLink(path + ".partial", "/dev/full");
        var e = Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            try
            {
                stream.Write(new byte[bytes]);
                stream.Flush();
            }
            catch (IOException)
            {
                throw new InvalidOperationException("an entry is still open");
            }
        }));
        Assert.Contains($"'{path}' cannot be written", e.Message, StringComparison.Ordinal);
        Assert.Contains("No space left", e.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
