using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>
/// The 256 bytes before a component's own bytes, and the tail after them: signature, versions, the extents of the model, of
/// the string table and of the loader's assembly name. The layout is ML.NET's; all numbers are little-endian.
/// </summary>
internal struct ModelHeader
{
    public const int Size = 0x100;

    private const ulong Signature = 0x4C45444F4D004C4D;
    private const ulong TailSignature = 0x4D4C004D4F44454C;
    private const uint FormatVersion = 0x00010002;
    private const int MaxStringChars = 1 << 24;

    public ulong ModelSignature;
    public uint ModelVerWritten;
    public uint ModelVerReadable;
    public string LoaderSignature;
    public string LoaderSignatureAlt;

    /// <summary>Where the component's bytes begin and how many there are, from the start of the header.</summary>
    public readonly long FpModel => Size;

    public long CbModel;
    public long FpLim;

    /// <summary>Leaves room for the header.</summary>
    public static ModelHeader BeginWrite(BinaryWriter writer, out long start)
    {
        start = Position(writer);
        writer.Write(new byte[Size]);
        return default;
    }

    public void SetVersionInfo(VersionInfo version)
    {
        ModelSignature = version.ModelSignature;
        ModelVerWritten = version.VerWrittenCur;
        ModelVerReadable = version.VerReadableCur;
        CheckSignature(version.LoaderSignature);
        CheckSignature(version.LoaderSignatureAlt);
        LoaderSignature = version.LoaderSignature ?? "";
        LoaderSignatureAlt = version.LoaderSignatureAlt ?? "";
    }

    /// <summary>Writes what follows the component's bytes, then the header.</summary>
    public void EndWrite(BinaryWriter writer, long start, IReadOnlyList<string> strings, string loaderAssemblyName)
    {
        CbModel = Position(writer) - start - FpModel;
        long stringTable = 0, stringTableBytes = 0, stringChars = 0, stringCharsBytes = 0, assemblyName = 0;
        if (strings.Count > 0)
        {
            stringTable = Position(writer) - start;
            foreach (string text in strings)
                writer.Write(stringCharsBytes += text.Length * sizeof(char));
            stringTableBytes = strings.Count * sizeof(long);
            stringChars = Position(writer) - start;
            foreach (string text in strings)
                writer.Write(Encoding.Unicode.GetBytes(text));
        }
        if (!string.IsNullOrEmpty(loaderAssemblyName))
        {
            assemblyName = Position(writer) - start;
            writer.Write(Encoding.Unicode.GetBytes(loaderAssemblyName));
        }
        long tail = Position(writer) - start;
        writer.Write(TailSignature);
        FpLim = Position(writer) - start;

        writer.Flush();
        writer.BaseStream.Position = start;
        writer.Write(Signature);
        writer.Write(FormatVersion);
        writer.Write(FormatVersion);
        foreach (long extent in (ReadOnlySpan<long>)[FpModel, CbModel, stringTable, stringTableBytes, stringChars, stringCharsBytes])
            writer.Write(extent);
        writer.Write(ModelSignature);
        writer.Write(ModelVerWritten);
        writer.Write(ModelVerReadable);
        WriteSignature(writer, LoaderSignature);
        WriteSignature(writer, LoaderSignatureAlt);
        writer.Write(tail);
        writer.Write(FpLim);
        writer.Write(assemblyName);
        writer.Write((uint)((loaderAssemblyName?.Length ?? 0) * sizeof(char)));
        writer.Flush();
        writer.BaseStream.Position = start + FpLim;
    }

    /// <summary>Reads the header and what follows the component's bytes, and leaves the reader at the component's first byte.</summary>
    /// <exception cref="FormatException">The bytes are no model, or a broken one.</exception>
    public static ModelHeader BeginRead(BinaryReader reader, out long start, out string[] strings, out string loaderAssemblyName)
    {
        start = reader.BaseStream.Position;
        long length = reader.BaseStream.Length - start;
        Contracts.CheckDecode(length >= Size, $"Corrupt model file: {length} bytes are too few for a header of {Size}");
        Contracts.CheckDecode(reader.ReadUInt64() == Signature, "Wrong file type");
        uint written = reader.ReadUInt32();
        uint readable = reader.ReadUInt32();
        Contracts.CheckDecode(readable <= written, "Corrupt file header");
        Contracts.CheckDecode(readable <= FormatVersion, "File is too new");
        Contracts.CheckDecode(written >= FormatVersion, "File is too old");
        Contracts.CheckDecode(reader.ReadInt64() == Size, "Corrupt file header");
        var header = new ModelHeader { CbModel = reader.ReadInt64() };
        long stringTable = reader.ReadInt64(), stringTableBytes = reader.ReadInt64();
        long stringChars = reader.ReadInt64(), stringCharsBytes = reader.ReadInt64();
        header.ModelSignature = reader.ReadUInt64();
        header.ModelVerWritten = reader.ReadUInt32();
        header.ModelVerReadable = reader.ReadUInt32();
        header.LoaderSignature = ReadSignature(reader);
        header.LoaderSignatureAlt = ReadSignature(reader);
        long tail = reader.ReadInt64();
        header.FpLim = reader.ReadInt64();
        long assemblyName = reader.ReadInt64();
        uint assemblyNameBytes = reader.ReadUInt32();

        // The parts follow one another without gaps; each bound is checked before anything is read or allocated.
        long position = header.FpModel;
        CheckExtent(ref position, header.FpModel, header.CbModel, length);
        if (stringTable != 0)
        {
            CheckExtent(ref position, stringTable, stringTableBytes, length);
            CheckExtent(ref position, stringChars, stringCharsBytes, length);
        }
        else
        {
            Contracts.CheckDecode((stringTableBytes | stringChars | stringCharsBytes) == 0, "Corrupt file header");
        }
        if (assemblyName != 0)
            CheckExtent(ref position, assemblyName, assemblyNameBytes, length);
        CheckExtent(ref position, tail, sizeof(ulong), length);
        Contracts.CheckDecode(position == header.FpLim, "Corrupt file header");

        strings = stringTable == 0 ? [] : ReadStrings(reader, start + stringTable, stringTableBytes, stringCharsBytes);
        loaderAssemblyName = assemblyName == 0 ? null : ReadChars(reader, start + assemblyName, assemblyNameBytes);
        reader.BaseStream.Position = start + tail;
        Contracts.CheckDecode(reader.ReadUInt64() == TailSignature, "Corrupt model file tail");
        reader.BaseStream.Position = start + header.FpModel;
        return header;
    }

    /// <summary>Checks that the component read all its bytes.</summary>
    public readonly void EndRead(BinaryReader reader, long start)
    {
        long read = reader.BaseStream.Position - start - FpModel;
        Contracts.CheckDecode(read == CbModel, $"Corrupt model file: a component read {read} of its {CbModel} bytes");
        reader.BaseStream.Position = start + FpLim;
    }

    public readonly void CheckVersionInfo(VersionInfo version)
    {
        Contracts.CheckDecode(ModelSignature == version.ModelSignature, "Unknown file type");
        Contracts.CheckDecode(ModelVerReadable <= ModelVerWritten, "Corrupt file header");
        Contracts.CheckDecode(ModelVerReadable <= version.VerWrittenCur,
            $"Cause: component '{version.LoaderSignature}' of the model cannot be read, because the model is too new.\n" +
            $"Debug details: Maximum expected version {version.VerWrittenCur}, got {ModelVerReadable}.");
        Contracts.CheckDecode(ModelVerWritten >= version.VerWeCanReadBack,
            $"Cause: component '{version.LoaderSignature}' of the model cannot be read, because the model is too old.\n" +
            $"Debug details: Minimum expected version {version.VerWeCanReadBack}, got {ModelVerWritten}.");
    }

    private static void CheckExtent(ref long position, long offset, long bytes, long length)
    {
        Contracts.CheckDecode(offset == position && bytes >= 0 && bytes <= length - position, "Corrupt file header");
        position += bytes;
    }

    private static string[] ReadStrings(BinaryReader reader, long position, long tableBytes, long charsBytes)
    {
        Contracts.CheckDecode(tableBytes % sizeof(long) == 0 && charsBytes <= MaxStringChars, "Corrupt string table");
        reader.BaseStream.Position = position;
        var ends = new long[tableBytes / sizeof(long)];
        for (int i = 0; i < ends.Length; i++)
            ends[i] = reader.ReadInt64();
        var strings = new string[ends.Length];
        long end = 0;
        for (int i = 0; i < ends.Length; i++)
        {
            Contracts.CheckDecode(end <= ends[i] && ends[i] <= charsBytes && ends[i] % sizeof(char) == 0, "Corrupt string table");
            strings[i] = Encoding.Unicode.GetString(reader.ReadBytes((int)(ends[i] - end)));
            end = ends[i];
        }
        Contracts.CheckDecode(end == charsBytes, "Corrupt string table");
        return strings;
    }

    private static string ReadChars(BinaryReader reader, long position, long bytes)
    {
        Contracts.CheckDecode(bytes % sizeof(char) == 0 && bytes <= MaxStringChars, "Corrupt loader assembly name");
        reader.BaseStream.Position = position;
        return Encoding.Unicode.GetString(reader.ReadBytes((int)bytes));
    }

    private static void CheckSignature(string signature)
        => Contracts.Check(signature == null || (signature.Length <= 24 && signature.All(c => c <= 0xFF)),
            "A loader signature has at most 24 Latin-1 characters");

    private static void WriteSignature(BinaryWriter writer, string signature)
    {
        var bytes = new byte[24];
        Encoding.Latin1.GetBytes(signature, bytes);
        writer.Write(bytes);
    }

    private static string ReadSignature(BinaryReader reader) => Encoding.Latin1.GetString(reader.ReadBytes(24)).TrimEnd('\0');

    private static long Position(BinaryWriter writer)
    {
        writer.Flush();
        return writer.BaseStream.Position;
    }
}
