using MlNetCnn.Testing;

namespace MlNetCnn.Training.Tests;

/// <summary>Series, order of names, CSV and JSON.</summary>
public sealed class Histories
{
    private static History Sample()
    {
        var history = new History(["accuracy"], validated: true);
        history.Add(new Dictionary<string, double> { ["loss"] = 0.6931471805599453, ["accuracy"] = 0.5, ["val_loss"] = 1e-7, ["val_accuracy"] = 1 }, 0);
        history.Add(new Dictionary<string, double> { ["loss"] = 1.0 / 3, ["accuracy"] = 0.75, ["val_loss"] = 12345678.9, ["val_accuracy"] = 0 }, 0);
        return history;
    }

    [Fact]
    public void Names_are_sorted_and_validation_comes_behind()
    {
        Assert.Equal(["accuracy", "loss", "val_accuracy", "val_loss"], Sample().Names);
        Assert.Equal(["loss", "z", "val_loss", "val_z"], new History(["z"], true).Names);
    }

    [Fact]
    public void Csv_is_that_of_CSVLogger()
    {
        using var writer = new StringWriter();
        Sample().WriteCsv(writer);
        Assert.Equal(
            "epoch,accuracy,loss,val_accuracy,val_loss\n" +
            "0,0.5,0.6931471805599453,1,1E-07\n" +
            "1,0.75,0.3333333333333333,0,12345678.9\n", writer.ToString());
    }

    [Fact]
    public void Csv_of_a_file_and_of_a_stream_are_the_same_bytes_without_a_mark()
    {
        using var folder = new TempFolder();
        using var stream = new MemoryStream();
        Sample().WriteCsv(stream);
        Sample().WriteCsv(folder.File("log.csv"));
        Assert.Equal(stream.ToArray(), File.ReadAllBytes(folder.File("log.csv")));
        Assert.Equal((byte)'e', stream.ToArray()[0]);
    }

    [Fact]
    public void Json_comes_back_bit_for_bit()
    {
        using var folder = new TempFolder();
        var history = Sample();
        history.Cancelled = true;
        history.Add(new Dictionary<string, double> { ["loss"] = double.Epsilon, ["accuracy"] = double.NaN, ["val_loss"] = double.PositiveInfinity, ["val_accuracy"] = -0.0 }, 2);
        history.WriteJson(folder.File("history.json"));
        var back = History.ReadJson(folder.File("history.json"));
        Assert.Equal(history.Names, back.Names);
        foreach (var name in history.Names)
            Assert.Equal(history[name].Select(BitConverter.DoubleToInt64Bits), back[name].Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal((true, 2, 3), (back.Cancelled, back.BestEpoch, back.Count));
        Assert.Equal([0, 1, 2], back.Epochs);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("[]", "the root must be an object")]
    [InlineData("{}", "epoch must be")]
    [InlineData("""{"epoch":[0],"history":[]}""", "history must be an object")]
    [InlineData("""{"epoch":[0],"history":{"loss":[1,2]}}""", "history.loss must be a list of 1 numbers")]
    [InlineData("""{"epoch":[0],"history":{"loss":["x"]}}""", "history.loss[0] must be a number")]
    [InlineData("""{"epoch":[0],"history":{"loss":[1],"loss":[1]}}""", "history.loss must be there only once")]
    [InlineData("""{"epoch":[0],"history":{"loss":[1]}}""", "cancelled must be")]
    [InlineData("""{"epoch":[0],"history":{"loss":[1]},"cancelled":false,"best_epoch":1}""", "best_epoch must be")]
    public void Json_that_is_no_history_is_refused_with_the_place(string json, string message)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        var error = Assert.Throws<InvalidDataException>(() => History.ReadJson(stream, "x.json"));
        Assert.StartsWith("x.json", error.Message);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Json_damaged_anywhere_is_read_or_refused_but_nothing_else()
    {
        using var stream = new MemoryStream();
        Sample().WriteJson(stream);
        var whole = stream.ToArray();
        for (var i = 0; i < whole.Length; i++)
            foreach (var b in new byte[] { 0, (byte)'"', (byte)'\\', (byte)'}', (byte)'9', 0xFF })
            {
                var bytes = (byte[])whole.Clone();
                bytes[i] = b;
                try { History.ReadJson(new MemoryStream(bytes)); }
                catch (InvalidDataException) { }
            }

        var lone = """{"epoch":[0],"history":{"\ud800":[1]},"cancelled":false}"""u8.ToArray();
        Assert.Throws<InvalidDataException>(() => History.ReadJson(new MemoryStream(lone)));
    }

    [Fact]
    public void Csv_quotes_names_of_files_that_need_it()
    {
        using var stream = new MemoryStream("""{"epoch":[0],"history":{"a,\"b":[1]},"cancelled":false}"""u8.ToArray());
        using var csv = new StringWriter();
        History.ReadJson(stream).WriteCsv(csv);
        Assert.Equal("epoch,\"a,\"\"b\"\n0,1\n", csv.ToString());
    }

    [Fact]
    public void An_unknown_series_is_refused_with_the_known_ones() =>
        Assert.Contains("accuracy, loss, val_accuracy, val_loss", Assert.Throws<KeyNotFoundException>(() => Sample()["acc"]).Message);
}
