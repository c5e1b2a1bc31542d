import { language } from '../i18n/i18n';

/** Ports of Guangdong, by the names on their signs: in Chinese, simplified and traditional, and in English. */
const PORTS: [simplified: string, traditional: string, english: string][] = [
  ['罗湖口岸', '羅湖口岸', 'Luohu Port'],
  ['福田口岸', '福田口岸', 'Futian Port'],
  ['皇岗口岸', '皇崗口岸', 'Huanggang Port'],
  ['莲塘口岸', '蓮塘口岸', 'Liantang Port'],
  ['文锦渡口岸', '文錦渡口岸', 'Wenjindu Port'],
  ['深圳湾口岸', '深圳灣口岸', 'Shenzhen Bay Port'],
  ['西九龙站口岸', '西九龍站口岸', 'West Kowloon Port'],
  ['蛇口口岸', '蛇口口岸', 'Shekou Port'],
  ['拱北口岸', '拱北口岸', 'Gongbei Port'],
  ['横琴口岸', '橫琴口岸', 'Hengqin Port'],
  ['青茂口岸', '青茂口岸', 'Qingmao Port'],
  ['港珠澳大桥珠海口岸', '港珠澳大橋珠海口岸', 'Hong Kong-Zhuhai-Macao Bridge Port'],
  ['广州白云机场口岸', '廣州白雲機場口岸', 'Baiyun Airport'],
  ['深圳宝安机场口岸', '深圳寶安機場口岸', 'Baoan Airport'],
];

/** A border may write any of the names, with or without the word for a port. */
const keyOf = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[\s–-]+/g, '-')
    .replace(/-?(port|口岸)$/, '');

const BY_KEY = new Map(PORTS.flatMap((port) => port.map((name) => [keyOf(name), port] as const)));

/** The name of a port in the reader's language; one that is not known stays as the border wrote it. */
export function portName(port: string): string {
  const known = BY_KEY.get(keyOf(port));
  if (!known) return port;
  const [simplified, traditional, english] = known;
  return language() === 'zh-Hans' ? simplified : language() === 'zh-Hant' ? traditional : english;
}
