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

    [Theory]
    [InlineData(".partial")]
    [InlineData(".1.partial")]
    [InlineData(".99999999-2.partial")]
    public void What_a_killed_writer_left_is_taken_away(string ending)
    {
        using var folder = new TempFolder();
        var path = folder.File("model.keras");
        string[] others = [path + ".other.partial", path + "2.1.partial", folder.File("odel.keras.1.partial"), path + ".1.partial.keras"];
        foreach (var other in others) File.WriteAllText(other, "mine");
        File.WriteAllText(path + ending, new string('x', 1000));
        AtomicFile.WriteAllText(path, "new");
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([.. others.Append(path).Order()], Directory.EnumerateFileSystemEntries(folder.Path).Order());
        File.WriteAllText(path + ending, "");
        AtomicFile.Delete(path);
        AtomicFile.Delete(path);
        Assert.Equal([.. others.Order()], Directory.EnumerateFileSystemEntries(folder.Path).Order());
    }

    [Fact]
    public void Of_two_writers_at_once_the_last_to_end_has_the_name()
    {
        using var folder = new TempFolder();
        var path = folder.File("model.keras");
        AtomicFile.Write(path, stream =>
        {
            stream.Write("first"u8);
            AtomicFile.WriteAllText(path, "second");
            Assert.Equal("second", File.ReadAllText(path));
            stream.Write(" of all"u8);
        });
        Assert.Equal("first of all", File.ReadAllText(path));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    /// <summary>What lies beside is never written through: it may be a link to something else, or have become the target a moment ago.</summary>
    [Fact]
    public void A_link_beside_the_file_is_not_followed()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows(), "Making links needs rights on Windows.");
        using var folder = new TempFolder();
        var (path, victim) = (folder.File("model.keras"), folder.File("victim"));
        File.WriteAllText(victim, "old");
        for (var i = 0; i < 100; i++) File.CreateSymbolicLink($"{path}.{Environment.ProcessId}-{i}.partial", victim);
        File.CreateSymbolicLink(path + ".partial", victim);
        AtomicFile.WriteAllText(path, "new");
        Assert.Equal(("new", "old"), (File.ReadAllText(path), File.ReadAllText(victim)));
        Assert.Equal([path, victim], Directory.EnumerateFileSystemEntries(folder.Path).Order());
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        using var folder = new TempFolder();
        var e = Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.WriteAllText(folder.File("none", "model.keras"), ""));
        Assert.Contains("none", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".partial", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_named()
    {
        using var folder = new TempFolder();
        AtomicFile.WriteAllText(folder.File("file"), "text");
        var e = Assert.Throws<IOException>(() => AtomicFile.WriteAllText(folder.File("file", "model.keras"), ""));
        Assert.Contains("is a file, not a folder", e.Message, StringComparison.Ordinal);
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
        AtomicFile.Redirected[path] = "/dev/full";
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
